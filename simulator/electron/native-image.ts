// nativeImage: images from a path, a data URL or representations. PNG bytes are passed on without decoding.
import type { NativeImage as ElectronImage } from 'electron'
import { iconName, type Representation, readImageFile, readPng } from './image-file.ts'
import { strictClass, strictMembers } from './strict-members.ts'

type Used = 'isEmpty' | 'getSize' | 'getScaleFactors' | 'toDataURL' | 'toPNG' | 'addRepresentation'
type UsedTemplate = 'setTemplateImage' | 'isTemplateImage' | 'isMacTemplateImage'
export type Image = Pick<ElectronImage, Used | UsedTemplate>

const fromDataUrl = (url: string, scaleFactor: number): Representation[] =>
  readPng(Buffer.from(url.replace(/^data:image\/png;base64,/, ''), 'base64'), scaleFactor)

/** nativeImage, and access to the contents of its images for drawing. */
export function createNativeImages() {
  const contents = new WeakMap<Image, { name: string; representations: Representation[] }>()
  const representationsOf = (image: Image) => contents.get(image)?.representations ?? []

  function nearest(image: Image, scaleFactor = 1): Representation | undefined {
    const all = representationsOf(image).toSorted((a, b) => a.scaleFactor - b.scaleFactor)
    return all.find((one) => one.scaleFactor >= scaleFactor) ?? all.at(-1)
  }

  class NativeImage implements Image {
    isMacTemplateImage = false

    isEmpty() {
      return representationsOf(this).length === 0
    }

    /** In points: pixels divided by the representation's scale factor. */
    getSize(scaleFactor?: number) {
      const found = nearest(this, scaleFactor)
      if (!found) return { width: 0, height: 0 }
      return {
        width: Math.round(found.width / found.scaleFactor),
        height: Math.round(found.height / found.scaleFactor),
      }
    }

    getScaleFactors() {
      return representationsOf(this).map((one) => one.scaleFactor)
    }

    toPNG(options?: { scaleFactor?: number }): Buffer {
      return nearest(this, options?.scaleFactor)?.png ?? Buffer.alloc(0)
    }

    toDataURL(options?: { scaleFactor?: number }) {
      return `data:image/png;base64,${this.toPNG(options).toString('base64')}`
    }

    addRepresentation(options: { scaleFactor?: number; buffer?: Buffer; dataURL?: string }) {
      const scale = options.scaleFactor ?? 1
      const { dataURL, buffer } = options
      if (dataURL) representationsOf(this).push(...fromDataUrl(dataURL, scale))
      else if (buffer) representationsOf(this).push(...readPng(buffer, scale))
    }

    setTemplateImage(option: boolean) {
      this.isMacTemplateImage = option
    }

    isTemplateImage() {
      return this.isMacTemplateImage
    }
  }
  strictClass('NativeImage', NativeImage)

  function make(name: string, representations: Representation[]): Image {
    const image = new NativeImage()
    image.setTemplateImage(name.endsWith('Template'))
    contents.set(image, { name, representations })
    return image
  }

  return {
    nativeImage: strictMembers('nativeImage', {
      createFromPath: (path: string) => make(iconName(path), readImageFile(path)),
      createFromDataURL: (url: string) => make('', fromDataUrl(url, 1)),
      createEmpty: () => make('', []),
    }),
    representationsOf: (image: Image): readonly Representation[] => representationsOf(image),
    nameOf: (image: Image) => contents.get(image)?.name ?? '',
  }
}
export type NativeImages = ReturnType<typeof createNativeImages>
