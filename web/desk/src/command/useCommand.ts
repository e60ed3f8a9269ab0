import type { CommandType, Outcome, Problem } from '@yanzhen/shared/api'
import { ref, shallowRef } from 'vue'
import { api, heard } from '../shell/api'
import { createSender, type Request } from './sender'
import { uuid7 } from './uuid7'

// One sender for the whole desk, so that a form left and opened again still repeats under its first id.
const post = createSender(api.commands.send, uuid7)

/** A command as a form sees it: busy, refused with a problem, or done. */
export function useCommand() {
  const busy = ref(false)
  const problem = shallowRef<Problem>()

  async function send<T extends CommandType>(request: Request<T>): Promise<Outcome | undefined> {
    busy.value = true
    problem.value = undefined
    try {
      const outcome = await post(request)
      if (outcome.status === 'refused') {
        problem.value = outcome.problem ?? { status: 409, code: 'refused' }
        return undefined
      }
      return outcome
    } catch (error) {
      problem.value = heard(error)
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { busy, problem, send }
}
