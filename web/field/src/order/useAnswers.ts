import { computed, ref } from 'vue'
import type { KindField, Uuid } from '@yanzhen/shared/api'
import { m, say } from '../i18n'
import type { Answered } from './KindFields.vue'
import { answersGiven, withoutUpload, withUpload, wrongAnswers } from './placing'
import type { useDraft } from './useDraft'

/** Answers to questions, kept in the same draft as what is written beside them. */
export function useAnswers(written: ReturnType<typeof useDraft>, questions: () => readonly KindField[]) {
  const { draft } = written
  const tried = ref(false)
  const values = computed<Record<string, string>>({
    get: () => draft.fields ?? {},
    set: (fields) => {
      draft.fields = fields
      written.changed()
    },
  })
  const wrong = computed(() => wrongAnswers(questions(), values.value))
  const errors = computed<Record<string, string | undefined>>(() =>
    tried.value ? Object.fromEntries(wrong.value.map(({ field, why, label }) => [field, say(m.value.placing.wrong[why], { label: label ?? '' })])) : {},
  )

  async function add(code: string, answered: Answered) {
    const name = (id: Uuid) => {
      values.value = { ...values.value, [code]: withUpload(values.value[code], id) }
    }
    if ('photo' in answered) await written.addPhoto(answered.photo, name)
    else if ('sound' in answered) await written.addVoice(answered.sound, name)
    else if ('file' in answered) await written.addFile(answered.file, name)
    else await written.addSignature(answered.png, name)
  }

  async function remove(code: string, id: Uuid) {
    values.value = { ...values.value, [code]: withoutUpload(values.value[code], id) }
    await written.drop(id)
  }

  /** Undefined while something must still be put right. */
  function given(): Record<string, string> | undefined {
    tried.value = true
    return wrong.value.length > 0 ? undefined : answersGiven(questions(), values.value)
  }

  return { values, errors, add, remove, given }
}
