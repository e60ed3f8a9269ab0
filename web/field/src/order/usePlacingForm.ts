import { computed, ref, watch } from 'vue'
import { fieldOf, isInSeason, papersFor, type OrderPlaceBody, type Uuid } from '@yanzhen/shared/api'
import { account } from '../access/useSession'
import { clock, drafts } from '../app/runtime'
import { serverNow } from '../app/useNow'
import type { LoggedEntry } from '../command/log'
import { orderOf } from '../command/log'
import { localCopy, record } from '../command/useOutbox'
import { m, say } from '../i18n'
import { uuidV7 } from '../platform/uuid'
import type { Answered } from './KindFields.vue'
import { draftOfRefused, emptyPlacing, placeBody, placedTitle, uploadsIn, withoutUpload, withUpload, wrongIn, type Placing } from './placing'
import { useDraft } from './useDraft'
import { defaultVillage, kindOf, lastVillage, placingSnapshot } from './usePlacing'

/** One order being placed, or a refused one being corrected. */
export function usePlacingForm(refused: LoggedEntry | undefined) {
  const written = useDraft(orderOf(refused?.view) ?? 'new', 'order.place')
  const { draft } = written
  const form = computed(() => draft.placing!)
  const kind = computed(() => kindOf(draft.placing?.kind))
  const papers = computed(() => (kind.value ? papersFor(kind.value, form.value.fields) : []))
  const outOfSeason = computed(() => kind.value && !isInSeason(kind.value, new Date(serverNow.value).getMonth() + 1))
  const tried = ref(false)
  const saving = ref(false)
  const spoken = ref(false)

  const fresh = (): Placing => emptyPlacing(uuidV7(clock.now()), defaultVillage())

  async function load() {
    await written.load()
    if (!draft.placing) {
      if (refused?.view) Object.assign(draft, draftOfRefused(refused.view.body as OrderPlaceBody, placingSnapshot.value?.villages ?? []))
      else draft.placing = fresh()
    }
    watch(draft, written.changed, { deep: true })
  }

  // Who opens the form before the list has come still gets the one village there is.
  watch(placingSnapshot, () => {
    if (draft.placing && !draft.placing.division) draft.placing.division = defaultVillage()
  })
  watch(
    () => [...draft.attachments],
    async (ids) => {
      const copies = await Promise.all(ids.map(localCopy))
      spoken.value = copies.some((copy) => copy?.kind === 'AUDIO')
    },
    { immediate: true },
  )

  const wrong = computed(() => (draft.placing ? wrongIn(draft, draft.placing, kind.value, spoken.value) : []))

  /** Our own look first; what the server said stays until the answer is another one. */
  const errors = computed(() => {
    const found: Record<string, string | undefined> = {}
    const problem = refused?.outcome?.problem
    const said = fieldOf(problem)
    if (said && problem) found[said] = problem.detail
    if (tried.value) for (const { field, why, label } of wrong.value) found[field] = say(m.value.placing.wrong[why], { label: label ?? '' })
    return found
  })

  const answer = (code: string) => form.value.fields[code]

  async function addAnswer(code: string, answered: Answered) {
    const name = (id: Uuid) => {
      form.value.fields = { ...form.value.fields, [code]: withUpload(answer(code), id) }
    }
    if ('photo' in answered) await written.addPhoto(answered.photo, name)
    else if ('sound' in answered) await written.addVoice(answered.sound, name)
    else if ('file' in answered) await written.addFile(answered.file, name)
    else await written.addSignature(answered.png, name)
  }

  async function removeAnswer(code: string, id: Uuid) {
    form.value.fields = { ...form.value.fields, [code]: withoutUpload(answer(code), id) }
    await written.drop(id)
  }

  /** True when the phone has it. */
  async function handIn(): Promise<boolean> {
    tried.value = true
    if (wrong.value.length > 0 || saving.value) return false
    saving.value = true
    await written.flush()
    const placing = form.value
    const body = placeBody(draft, placing, kind.value, spoken.value ? m.value.sheet.voiceOnly : '')
    const about = { title: placedTitle(draft, kind.value) }
    const taken = await record({ type: 'order.place', body, about, draftKey: written.key, answers: refused?.entry.seq }, m.value.placing.taken)
    saving.value = false
    if (!taken) return false
    lastVillage.value = placing.division
    written.done()
    return true
  }

  /** Nothing of it stays on the phone. */
  async function startOver() {
    const ids = [...draft.attachments, ...Object.values(form.value.fields).flatMap(uploadsIn)]
    Object.assign(draft, { text: '', attachments: [], placing: fresh() })
    tried.value = false
    for (const id of ids) await written.drop(id)
    await drafts.remove(account.value!.id, written.key)
  }

  return { ...written, load, form, kind, papers, outOfSeason, errors, wrong, saving, addAnswer, removeAnswer, handIn, startOver }
}
