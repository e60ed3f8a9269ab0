import { ApiProblem, type CommandBodies, type CommandType, type Envelope, type Outcome } from '@yanzhen/shared/api'

export interface Request<T extends CommandType = CommandType> {
  type: T
  body: CommandBodies[T]
  base?: number
}

interface Held {
  key: string
  envelope: Envelope
  underWay?: Promise<Outcome>
}

/** The server has decided: sending the same again could only bring the same answer. */
function isDecided(error: unknown): boolean {
  return error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 408 && error.status !== 429
}

/**
 * Sends a command so that it happens once, however often it is asked for. The same request keeps its id until the
 * server has answered it: a second click joins the first, and a try after a dead network repeats it under the same id.
 */
export function createSender(post: (envelope: Envelope) => Promise<Outcome>, newId: () => string) {
  const held = new Map<string, Held>()

  return function send<T extends CommandType>(request: Request<T>): Promise<Outcome> {
    const key = JSON.stringify([request.type, request.base ?? null, request.body])
    let entry = held.get(key)
    if (entry?.underWay) return entry.underWay
    if (!entry) {
      const envelope = { id: newId(), type: request.type, body: request.body } as Envelope
      if (request.base !== undefined) envelope.base = request.base
      entry = { key, envelope }
      held.set(key, entry)
    }
    const sending = entry
    sending.underWay = post(sending.envelope).then(
      (outcome) => {
        held.delete(key)
        return outcome
      },
      (error: unknown) => {
        sending.underWay = undefined
        if (isDecided(error)) held.delete(key)
        throw error
      },
    )
    return sending.underWay
  }
}
