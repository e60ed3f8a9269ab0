import { ApiProblem, type Envelope, type FileOfMessages, type Outcome, type Problem } from '@yanzhen/shared/api'
import { computed, ref, shallowRef } from 'vue'
import { api, heard } from '../shell/api'
import { batches } from './intakeBatches'

export interface Refused {
  sourceId: string
  problem: Problem
}

/** A file of messages: read, looked at, brought in batch by batch; what is sent again doubles nothing. */
export function useIntakeFile() {
  const found = shallowRef<FileOfMessages>()
  const problem = shallowRef<Problem>()
  const reading = ref(false)
  const sent = ref<number>()
  const stopping = ref(false)
  const sum = ref<{ received: number; here: number; stopped: boolean }>()
  const refused = shallowRef<readonly Refused[]>([])
  const all = computed(() => found.value?.commands.length ?? 0)

  function forget() {
    found.value = undefined
    problem.value = undefined
    sum.value = undefined
    refused.value = []
  }

  async function read(file: Blob, source: string, asNew: boolean) {
    forget()
    reading.value = true
    try {
      found.value = await api.intake.readFile(file, { source, ...(asNew ? { asNew } : {}) })
    } catch (error) {
      problem.value = heard(error)
    } finally {
      reading.value = false
    }
  }

  /** Another account may have brought the same message in: then it is here, with the same words. */
  async function isHere(command: Envelope): Promise<boolean> {
    const body = command.body as { itemId: string; subject: string; text: string }
    try {
      const item = await api.intake.get(body.itemId)
      return item.subject === body.subject && item.text === body.text
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) return false
      throw error
    }
  }

  async function count(command: Envelope, outcome: Outcome, so: { received: number; here: number }) {
    if (!outcome.problem) {
      if (outcome.replayed) so.here++
      else so.received++
    } else if (outcome.problem.code === 'command.id-reused' && (await isHere(command))) {
      so.here++
    } else {
      const { sourceId } = command.body as { sourceId: string }
      refused.value = [...refused.value, { sourceId, problem: outcome.problem }]
    }
  }

  async function bringIn() {
    const file = found.value
    if (!file || sent.value !== undefined) return
    const so = { received: 0, here: 0 }
    sent.value = 0
    stopping.value = false
    refused.value = []
    problem.value = undefined
    try {
      // The server words them, as it words its own: they are commands of the generated types.
      for (const batch of batches(file.commands as unknown as Envelope[])) {
        if (stopping.value) break
        const { outcomes } = await api.commands.batch(batch)
        for (const [at, command] of batch.entries()) await count(command, outcomes[at]!, so)
        sent.value += batch.length
      }
    } catch (error) {
      problem.value = heard(error)
    } finally {
      sum.value = { ...so, stopped: sent.value < file.commands.length }
      sent.value = undefined
    }
  }

  return { found, problem, reading, sent, sum, refused, all, read, bringIn, forget, stop: () => (stopping.value = true) }
}
