import { onBeforeUnmount, reactive, ref } from 'vue'
import type { CommandType, Uuid } from '@yanzhen/shared/api'
import { pictureOf, type Sound } from '@yanzhen/shared/media'
import { account, dataKey } from '../access/useSession'
import { announce } from '../app/announce'
import { drafts, photos } from '../app/runtime'
import { m } from '../i18n'
import { PhoneFull } from '../store/full'
import { draftKey, type Draft } from './drafts'

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
    const empty = draft.text === '' && draft.attachments.length === 0 && !draft.reason
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

  async function addPhoto(file: Blob) {
    photoBusy.value = true
    try {
      await save()
      const picture = await pictureOf(file)
      draft.attachments.push(await photos.add(account.value!.id, dataKey.value!, picture))
      await save()
    } catch (error) {
      console.error(error)
      announce(error instanceof PhoneFull ? m.value.trouble.fullPhoto : m.value.trouble.photo, 'alarm')
    } finally {
      photoBusy.value = false
    }
  }

  async function addVoice(sound: Sound) {
    photoBusy.value = true
    try {
      await save()
      draft.attachments.push(await photos.addVoice(account.value!.id, dataKey.value!, sound))
      await save()
    } catch (error) {
      console.error(error)
      announce(error instanceof PhoneFull ? m.value.trouble.fullPhoto : m.value.trouble.voice, 'alarm')
    } finally {
      photoBusy.value = false
    }
  }

  async function removePhoto(id: Uuid) {
    draft.attachments = draft.attachments.filter((each) => each !== id)
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
    removePhoto,
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
