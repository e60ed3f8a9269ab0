import { ApiProblem, Unreachable } from '@yanzhen/shared/api'
import { describe, expect, it } from 'vitest'
import { PIECE_BYTES, upload, type PutPiece } from './upload'

const whole = Uint8Array.from({ length: PIECE_BYTES * 2 + 10 }, (_, at) => at % 251)

/** Joins pieces as the server does; `trouble` may throw before or after a piece was taken. */
function aServer(trouble: ((taken: boolean) => void)[] = []) {
  let here = new Uint8Array()
  const offsets: number[] = []
  const put: PutPiece = async (piece, { offset, total }) => {
    offsets.push(offset)
    const once = trouble.shift()
    once?.(false)
    if (offset > here.length) {
      throw new ApiProblem({ status: 409, code: 'attachment.offset', params: { received: String(here.length) } })
    }
    const joined = new Uint8Array(offset + piece.length)
    joined.set(here.subarray(0, offset))
    joined.set(piece, offset)
    here = joined
    once?.(true)
    return { id: 'p1', received: here.length, total, complete: here.length === total }
  }
  return { put, offsets, bytes: () => here }
}

const patient = () => {
  const pauses: number[] = []
  const shares: number[] = []
  return { pauses, shares, pause: async (n: number) => void pauses.push(n), received: (n: number) => void shares.push(n) }
}

describe('a photo on its way from the desk', () => {
  it('goes in pieces and says how far it is', async () => {
    const server = aServer()
    const listener = patient()
    await upload(whole, server.put, listener)
    expect(Buffer.compare(server.bytes(), whole)).toBe(0)
    expect(server.offsets).toEqual([0, PIECE_BYTES, PIECE_BYTES * 2])
    expect(listener.shares.at(-1)).toBe(whole.length)
  })

  it('goes on where it stood when the line broke', async () => {
    const cut = (taken: boolean) => {
      if (!taken) throw new Unreachable()
    }
    const answerLost = (taken: boolean) => {
      if (taken) throw new Unreachable()
    }
    const server = aServer([() => {}, cut, cut, answerLost])
    const listener = patient()
    await upload(whole, server.put, listener)
    expect(Buffer.compare(server.bytes(), whole)).toBe(0)
    expect(listener.pauses).toEqual([1, 2, 3])
    expect(server.offsets.filter((offset) => offset === 0)).toHaveLength(1)
  })

  it('follows the server, which knows better what arrived', async () => {
    const server = aServer()
    let first = true
    const put: PutPiece = async (piece, at) => {
      const state = await server.put(piece, at)
      if (!first) return state
      first = false
      return { ...state, received: PIECE_BYTES * 2 }
    }
    await upload(whole, put, patient())
    expect(Buffer.compare(server.bytes(), whole)).toBe(0)
  })

  it('stops at a no', async () => {
    const put: PutPiece = async () => {
      throw new ApiProblem({ status: 415, code: 'attachment.type' })
    }
    await expect(upload(whole, put, patient())).rejects.toMatchObject({ code: 'attachment.type' })
  })
})
