/** What the server takes in one upload (issue of the engine: 64 kB and 10 files in all). */
export const MOST_FILES = 10
export const MOST_BYTES = 64 * 1024
/** Endings people know; the bytes decide in the end. */
export const ACCEPT = '.pem,.crt,.cer,.der,.p7b,.p7c,application/x-x509-ca-cert,application/x-pkcs7-certificates'

const CHUNK = 0x8000

/** The file's bytes in base64: certificates may be binary, so they are never read as text. */
export async function toBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  // In pieces: a call with 64 k arguments would overflow the stack of some browsers.
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(text)
}
