/** A private key in text form; whatever its kind, it has no business here. */
const PRIVATE = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----/

/** Whether a file or pasted text holds a private key (PEM): then it is not sent anywhere. */
export const holdsPrivateKey = (text: string): boolean => PRIVATE.test(text)
