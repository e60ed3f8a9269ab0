export interface Sound {
  bytes: Uint8Array<ArrayBuffer>
  type: string
  seconds: number
}

export interface Recording {
  stop: () => Promise<Sound>
  cancel: () => void
}

/** Speech needs no more, and it has to travel over a weak line. */
const BITS_A_SECOND = 24_000

/** Only over HTTPS or on localhost does a browser hand out its microphone. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && Boolean(navigator.mediaDevices?.getUserMedia)
}

/** Asks for the microphone and begins; rejects when it is not given. */
export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_A_SECOND })
  const parts: Blob[] = []
  const begun = Date.now()
  const silence = () => stream.getTracks().forEach((track) => track.stop())
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) parts.push(data)
  }
  const ended = new Promise<void>((resolve) => (recorder.onstop = () => resolve()))
  recorder.start()
  return {
    async stop() {
      if (recorder.state !== 'inactive') recorder.stop()
      await ended
      silence()
      const type = recorder.mimeType.split(';')[0]!
      return {
        bytes: new Uint8Array(await new Blob(parts, { type }).arrayBuffer()),
        type,
        seconds: Math.round((Date.now() - begun) / 1000),
      }
    },
    cancel() {
      if (recorder.state !== 'inactive') recorder.stop()
      silence()
    },
  }
}

/** 1:05 */
export function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
