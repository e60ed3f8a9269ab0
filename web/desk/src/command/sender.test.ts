import { ApiProblem, Unreachable, type Envelope, type Outcome } from '@yanzhen/shared/api'
import { beforeEach, describe, expect, it } from 'vitest'
import { createSender } from './sender'

const done = (envelope: Envelope): Outcome => ({ id: envelope.id, status: 'done', replayed: false, at: '2026-11-21T09:00:00Z' })

let posted: Envelope[]
let answers: ((envelope: Envelope) => Promise<Outcome>)[]
let ids: number

function sender() {
  return createSender(
    (envelope) => {
      posted.push(envelope)
      return (answers.shift() ?? ((e) => Promise.resolve(done(e))))(envelope)
    },
    () => `id-${++ids}`,
  )
}

beforeEach(() => {
  posted = []
  answers = []
  ids = 0
})

const place = { type: 'order.submit' as const, body: { orderId: 'o1' } }

describe('sending a command', () => {
  it('makes a double click one command', async () => {
    const send = sender()
    const [first, second] = await Promise.all([send(place), send({ ...place, body: { orderId: 'o1' } })])
    expect(posted).toHaveLength(1)
    expect(second).toBe(first)
  })

  it('keeps its id while the network is dead', async () => {
    answers = [() => Promise.reject(new Unreachable()), () => Promise.reject(new Unreachable())]
    const send = sender()
    await expect(send(place)).rejects.toBeInstanceOf(Unreachable)
    await expect(send(place)).rejects.toBeInstanceOf(Unreachable)
    await send(place)
    expect(posted.map((envelope) => envelope.id)).toEqual(['id-1', 'id-1', 'id-1'])
  })

  it('keeps its id when the server stumbled or the session ended: nobody knows whether it was done', async () => {
    answers = [500, 401].map((status) => () => Promise.reject(new ApiProblem({ status, code: 'x' })))
    const send = sender()
    await expect(send(place)).rejects.toBeInstanceOf(ApiProblem)
    await expect(send(place)).rejects.toBeInstanceOf(ApiProblem)
    await send(place)
    expect(new Set(posted.map((envelope) => envelope.id)).size).toBe(1)
  })

  it('is a new command after a refusal, after an answer, and for another content', async () => {
    answers = [() => Promise.reject(new ApiProblem({ status: 409, code: 'command.base-stale' }))]
    const send = sender()
    await expect(send({ ...place, base: 3 })).rejects.toBeInstanceOf(ApiProblem)
    await send({ ...place, base: 3 })
    await send({ ...place, base: 4 })
    await send({ ...place, base: 4 })
    expect(posted.map((envelope) => [envelope.id, envelope.base])).toEqual([
      ['id-1', 3],
      ['id-2', 3],
      ['id-3', 4],
      ['id-4', 4],
    ])
  })
})
