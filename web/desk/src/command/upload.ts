import { ApiProblem, Unreachable, type UploadState } from '@yanzhen/shared/api'

/** Small on purpose: on a weak line a small piece gets through where a large one starts over. */
export const PIECE_BYTES = 128 * 1024

/** More than this means the two sides do not agree at all. */
const MOST_REWINDS = 5

export type PutPiece = (piece: Uint8Array<ArrayBuffer>, at: { offset: number; total: number }) => Promise<UploadState>

interface Listener {
  received: (bytes: number) => void
  /** Resolves when it is worth trying again; rejects when the upload is not wanted any more. */
  pause: (failures: number) => Promise<void>
}

/** Nobody said no: the same piece may go through in a moment. */
function isPassing(error: unknown): boolean {
  if (error instanceof Unreachable) return true
  return error instanceof ApiProblem && (error.status >= 500 || [401, 403, 408, 429].includes(error.status))
}

/** Sends the bytes piece by piece and goes on where the server stands, however often the line breaks. */
export async function upload(bytes: Uint8Array<ArrayBuffer>, put: PutPiece, { received, pause }: Listener): Promise<void> {
  const total = bytes.length
  let offset = 0
  let failures = 0
  let rewinds = 0
  while (offset < total) {
    try {
      const state = await put(bytes.slice(offset, offset + PIECE_BYTES), { offset, total })
      if (!state.complete && state.received === offset) throw new Unreachable('the piece did not arrive')
      offset = state.complete ? total : state.received
      failures = 0
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'attachment.offset' && ++rewinds <= MOST_REWINDS) {
        offset = Number(error.problem.params?.received ?? 0)
      } else if (isPassing(error)) {
        await pause(++failures)
      } else {
        throw error
      }
    }
    received(offset)
  }
}
