import { onBeforeUnmount, reactive, ref } from 'vue'
import type { CommandType, Uuid } from '@yanzhen/shared/api'
import { pictureOf, type Sound } from '@yanzhen/shared/media'
import { account, dataKey } from '../access/useSession'
import { announce } from '../app/announce'
import { drafts, photos } from '../app/runtime'
import { m } from '../i18n'
import type { Bytes } from '../platform/bytes'
import { PhoneFull } from '../store/full'
import { draftKey, type Draft } from './drafts'
import { isStarted } from './placing'

const SETTLE_MS = 400

/** What is being written survives a reload, a dead battery and the camera. */
export function useDraft(order: Uuid, type: CommandType) {
  const key = draftKey(order, type)
  const draft = reactive<Draft>({ text: '', attachments: [] })
  const ready = ref(false)
  const kept = ref(false)
  const photoBusy = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let handedIn = false
  let lastSave: Promise<void> = Promise.resolve()

  async function load() {
    const found = await drafts.load(account.value!.id, dataKey.value!, key)
    if (found) Object.assign(draft, found)
    kept.value = found !== undefined
    ready.value = true
  }

  /** One after the other, so that an older text never lands on a newer one. */
  function save(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    lastSave = lastSave.then(saveNow)
    return lastSave
  }

  async function saveNow() {
    // Locked or switched meanwhile: the last save stands.
    if (handedIn || !account.value || !dataKey.value) return
    const empty = draft.text === '' && draft.attachments.length === 0 && !draft.reason && !isStarted(draft.placing) && !Object.values(draft.fields ?? {}).some((each) => each.trim()) && !draft.papers?.length && !draft.proxy
    try {
      if (empty) await drafts.remove(account.value.id, key)
      else await drafts.save(account.value.id, dataKey.value, key, { ...draft, attachments: [...draft.attachments] })
      kept.value = !empty
    } catch (error) {
      // The words are on the screen; handing them in will say if the phone is full.
      console.error(error)
      kept.value = false
    }
  }

  function changed() {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SETTLE_MS)
  }

  /** The words are saved before and after: the camera may cost a small phone the whole page. */
  async function keptUpload(keep: () => Promise<Uuid>, trouble: () => string, name: (id: Uuid) => void): Promise<void> {
    photoBusy.value = true
    try {
      await save()
      name(await keep())
      await save()
    } catch (error) {
      console.error(error)
      announce(error instanceof PhoneFull ? m.value.trouble.fullPhoto : trouble(), 'alarm')
    } finally {
      photoBusy.value = false
    }
  }

  const beside = (id: Uuid): void => {
    draft.attachments.push(id)
  }

  /** `name` puts the new id where the draft names it: beside the words, unless it answers a question. */
  const addPhoto = (file: Blob, name = beside) =>
    keptUpload(async () => photos.add(account.value!.id, dataKey.value!, await pictureOf(file)), () => m.value.trouble.photo, name)

  const addVoice = (sound: Sound, name = beside) =>
    keptUpload(() => photos.addVoice(account.value!.id, dataKey.value!, sound), () => m.value.trouble.voice, name)

  const addFile = (file: File, name = beside) =>
    keptUpload(
      async () => photos.addFile(account.value!.id, dataKey.value!, new Uint8Array(await file.arrayBuffer()), file.name),
      () => m.value.trouble.file,
      name,
    )

  const addSignature = (png: Bytes, name = beside) =>
    keptUpload(() => photos.addSignature(account.value!.id, dataKey.value!, png), () => m.value.trouble.unknown, name)

  async function removePhoto(id: Uuid) {
    draft.attachments = draft.attachments.filter((each) => each !== id)
    await drop(id)
  }

  /** To be called once the draft no longer names it. */
  async function drop(id: Uuid) {
    await save()
    await photos.drop(account.value!.id, id)
  }

  function saveOnLeaving() {
    if (timer !== undefined) void save()
  }

  document.addEventListener('visibilitychange', saveOnLeaving)
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', saveOnLeaving)
    saveOnLeaving()
  })

  return {
    key,
    draft,
    ready,
    kept,
    photoBusy,
    load,
    changed,
    addPhoto,
    addVoice,
    addFile,
    addSignature,
    removePhoto,
    drop,
    /** To be awaited before handing in: a save under way would bring the draft back after the log took it. */
    flush: save,
    /** The log took it, and removed the draft in the same transaction. */
    done() {
      handedIn = true
      clearTimeout(timer)
      timer = undefined
    },
  }
}
