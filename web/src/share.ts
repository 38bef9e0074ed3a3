/** Sharing: the text stands in the address behind `#text=`, which browsers send to no server. */
import { say } from './language.ts'

/** The texts in the address, one a `text=`. */
export function textOfAddress(hash = location.hash): string[] {
  const parts = hash.replace(/^#/, '').split('&')
  return parts.filter((part) => part.startsWith('text=')).map((part) => decoded(part.slice('text='.length)))
}

/** Puts texts into the address, and hands the address over. Gives what there is to say of that. */
export async function shareText(texts: string[]): Promise<string> {
  const address = new URL(location.href)
  address.hash = texts.map((text) => `text=${encodeURIComponent(text)}`).join('&')
  history.replaceState(null, '', address)
  try {
    if (navigator.share && matchMedia('(pointer: coarse)').matches) {
      await navigator.share({ url: address.href })
      return ''
    }
    await navigator.clipboard.writeText(address.href)
    return say('share.copied')
  } catch {
    return say('share.ready')
  }
}

/**
 * What was written for an address. Some write a space as a plus, and then no space as %20; and some type a per cent sign that
 * means itself.
 */
function decoded(written: string): string {
  const spaced = written.includes('%20') ? written : written.replaceAll('+', ' ')
  return spaced.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes)
    } catch {
      return bytes
    }
  })
}
