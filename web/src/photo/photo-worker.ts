/// <reference lib="webworker" />
// Makes pictures ready apart from the page, which must not stop meanwhile.
import { fromImage } from './pixels/gray.ts'
import { prepare } from './pixels/prepare.ts'

declare const self: DedicatedWorkerGlobalScope

self.onmessage = ({ data: image }: MessageEvent<ImageData>) => {
  const prepared = prepare(fromImage(image))
  self.postMessage(
    prepared,
    prepared.parts.map((part) => part.picture.data.buffer),
  )
}
