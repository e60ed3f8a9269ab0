import { computed, ref, watch } from 'vue'
import { fieldOf, isInSeason, papersFor, type OrderPlaceBody, type Uuid } from '@yanzhen/shared/api'
import { account } from '../access/useSession'
import { announce } from '../app/announce'
import { clock, drafts } from '../app/runtime'
import { serverNow } from '../app/useNow'
import type { Intent, LoggedEntry } from '../command/log'
import { orderOf } from '../command/log'
import { isOfFolder } from '../command/refusals'
import { localCopy, recordAll, refusedEntries } from '../command/useOutbox'
import { m, say } from '../i18n'
import { uuidV7 } from '../platform/uuid'
import { begunAs } from './drafts'
import type { Answered } from './KindFields.vue'
import { linesWords } from './paperWords'
import { besides, draftOfRefused, emptyPlacing, leftBehind, placeBody, placedTitle, uploadsOfDraft, withoutUpload, withUpload, wrongIn, type Placing, type Wrong } from './placing'
import { wrongProxy } from './proxy'
import { useDraft } from './useDraft'
import { defaultVillage, kindOf, lastVillage, placingSnapshot } from './usePlacing'

/**
 * One order being placed, or a refused one being corrected.
 *
 * @param draftId which of the orders begun on this phone; it becomes the order's own
 */
export function usePlacingForm(refused: LoggedEntry | undefined, draftId: Uuid) {
  const written = useDraft(orderOf(refused?.view) ?? begunAs(draftId), 'order.place')
  const { draft } = written
  const form = computed(() => draft.placing!)
  const kind = computed(() => kindOf(draft.placing?.kind))
  const papers = computed(() => (kind.value ? papersFor(kind.value, form.value.fields) : []))
  const outOfSeason = computed(() => kind.value && !isInSeason(kind.value, new Date(serverNow.value).getMonth() + 1))
  const tried = ref(false)
  const saving = ref(false)
  const spoken = ref(false)

  const fresh = (): Placing => emptyPlacing(draftId, defaultVillage())

  async function load() {
    await written.load()
    if (!draft.placing) {
      if (refused?.view) Object.assign(draft, draftOfRefused(refused.view.body as OrderPlaceBody, placingSnapshot.value?.villages ?? [], fieldOf(refused.outcome?.problem)))
      else Object.assign(draft, { placing: fresh(), begunAt: clock.now() })
    }
    // What an older version of the app has kept lacks what was asked for since.
    draft.placing = { ...emptyPlacing(draft.placing!.orderId), ...draft.placing }
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

  // What goes on with another is of its kind and place; of another kind or village it stands alone again.
  watch(
    () => draft.placing && `${draft.placing.kind} ${draft.placing.division?.id}`,
    (_now, before) => {
      if (before === undefined || !draft.placing?.joins) return
      draft.placing.joins = undefined
      announce(m.value.alike.cleared)
    },
  )

  const wrong = computed<Wrong[]>(() => {
    const { placing } = draft
    if (!placing) return []
    // Of a refused order the authority is an entry of its own.
    const proxy = placing.forAnother && !refused && !placing.joins ? wrongProxy(placing.proxy, placing.requesterName) : []
    return [...wrongIn(draft, placing, kind.value, spoken.value), ...proxy]
  })

  /** Our own look first; what the server said stays until the answer is another one. */
  const errors = computed(() => {
    const found: Record<string, string | undefined> = {}
    const problem = refused?.outcome?.problem
    const said = fieldOf(problem)
    if (said && problem) found[said] = said === 'joins' ? m.value.alike.gone : problem.detail
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

  async function addProxyPhoto(file: File) {
    await written.addPhoto(file, (id) => {
      const { proxy } = form.value
      form.value.proxy = { ...proxy, photos: [...proxy.photos, id] }
    })
  }

  async function removeProxyPhoto(id: Uuid) {
    const { proxy } = form.value
    form.value.proxy = { ...proxy, photos: proxy.photos.filter((each) => each !== id) }
    await written.drop(id)
  }

  /** On whose authority, which papers: entries of their own, right behind the order's. */
  function behind(placing: Placing, title: string): Intent[] {
    if (refused) return placing.joins ? [] : againBehind(placing.orderId)
    const { authority, papers } = besides(placing, account.value?.name ?? '', () => uuidV7(clock.now()))
    const intents: Intent[] = []
    if (authority) {
      const what = say(m.value.proxy.line, { proxy: authority.proxyName, principal: authority.principalName })
      intents.push({ type: 'hall.record-authority', body: authority, about: { title, what } })
    }
    if (papers) intents.push({ type: 'hall.take-papers', body: papers, about: { title, what: linesWords(papers.papers) } })
    return intents
  }

  /** They were refused with the order they belong to, and go again with it. */
  function againBehind(orderId: Uuid): Intent[] {
    return refusedEntries.value
      .filter(({ view }) => view && orderOf(view) === orderId && isOfFolder(view.type))
      .reverse()
      .map(({ entry, view }) => ({ type: view!.type, body: view!.body, about: view!.about, answers: entry.seq }))
  }

  /** True when the phone has it. */
  async function handIn(): Promise<boolean> {
    tried.value = true
    if (wrong.value.length > 0 || saving.value) return false
    saving.value = true
    await written.flush()
    const placing = form.value
    const body = placeBody(draft, placing, kind.value, spoken.value ? m.value.sheet.voiceOnly : '', account.value?.name)
    const title = placedTitle(draft, kind.value)
    const order: Intent = { type: 'order.place', body, about: { title }, draftKey: written.key, answers: refused?.entry.seq }
    const intents = [order, ...behind(placing, title)]
    const taken = await recordAll(intents, placing.joins ? m.value.alike.taken : m.value.placing.taken)
    saving.value = false
    if (!taken) return false
    lastVillage.value = placing.division
    written.done()
    // Nothing sends it and no draft shows it any more. What was handed in is safe, whatever becomes of this.
    for (const id of leftBehind(draft, intents)) await written.drop(id).catch((error: unknown) => console.error(error))
    return true
  }

  /** Nothing of it stays on the phone. */
  async function startOver() {
    const ids = uploadsOfDraft(draft)
    Object.assign(draft, { text: '', attachments: [], placing: fresh(), begunAt: clock.now() })
    tried.value = false
    for (const id of ids) await written.drop(id)
    await drafts.remove(account.value!.id, written.key)
  }

  return { ...written, load, form, kind, papers, outOfSeason, spoken, errors, wrong, saving, addAnswer, removeAnswer, addProxyPhoto, removeProxyPhoto, handIn, startOver }
}
