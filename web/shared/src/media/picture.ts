export interface Picture {
  jpeg: Uint8Array<ArrayBuffer>
  thumbnail: Uint8Array<ArrayBuffer>
}

const LONGEST_PX = 1600
const THUMBNAIL_PX = 320
const QUALITY = 0.8

/** Drawn anew: smaller, upright, and without what the camera wrote into the file about place and device. */
export async function pictureOf(file: Blob): Promise<Picture> {
  const image = await decoded(file)
  try {
    return {
      jpeg: await drawn(image, LONGEST_PX, QUALITY),
      thumbnail: await drawn(image, THUMBNAIL_PX, 0.7),
    }
  } finally {
    if ('close' in image) image.close()
  }
}

async function decoded(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
  if ('createImageBitmap' in window) {
    try {
      return await createImageBitmap(file, { imageOrientation: 'from-image' })
    } catch {
      // Older engines refuse the option, or formats that an element can show.
    }
  }
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    return image
  } finally {
    URL.revokeObjectURL(url)
  }
}

async function drawn(image: ImageBitmap | HTMLImageElement, longest: number, quality: number): Promise<Uint8Array<ArrayBuffer>> {
  const scale = Math.min(1, longest / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * scale))
  canvas.height = Math.max(1, Math.round(image.height * scale))
  const context = canvas.getContext('2d')!
  // A see-through picture would turn black as JPEG.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  if (!blob) throw new Error('the canvas gave no picture')
  return new Uint8Array(await blob.arrayBuffer())
}
