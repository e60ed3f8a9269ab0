import { ref } from 'vue'
import type { useDraft } from './useDraft'

/** Hands a draft in once: it is saved first, and gone only when the log has taken it. */
export function useHandIn({ flush, done }: ReturnType<typeof useDraft>, taken: () => void) {
  const saving = ref(false)

  async function handIn(record: () => Promise<boolean>): Promise<void> {
    saving.value = true
    await flush()
    const isTaken = await record()
    saving.value = false
    if (!isTaken) return
    done()
    taken()
  }

  return { saving, handIn }
}
