import type { LinkTexts } from './texts.ts'

export const english: LinkTexts = {
  problems: 'Something needs a change',
  forgotten: {
    title: 'Forgotten your password?',
    text: 'Tell us who you are. We send a link to the e-mail address of your account; with it you choose a new password.',
    button: 'Send me a link',
    login: 'E-mail or user name',
    missing: 'Your e-mail or user name is missing. Enter one of them.',
    back: 'Back to sign in',
  },
  sent: {
    title: 'Check your e-mail',
    text: 'If there is an account of this name, a mail with a link is on its way to its address. The link works once, for one hour.',
    next: [
      'The mail can take a few minutes. Look into your spam folder, too.',
      'No mail? Perhaps the account has another address or name. Try once more, or register your organisation.',
    ],
    again: 'Try once more',
  },
  reset: {
    title: 'Choose a new password',
    text: 'Everybody who is signed in with the old one is then signed out.',
    button: 'Save the new password',
    password: 'New password',
    hint: 'At least 12 characters. Several words that do not belong together are good.',
    passwordAgain: 'New password again',
    faults: {
      MISSING: 'The new password is missing. Choose one.',
      PASSWORD_TOO_SHORT: 'The password is shorter than 12 characters. Add more, for example another word.',
      INPUT_TOO_LONG: 'The password is longer than 256 characters. Choose a shorter one.',
      PASSWORD_GUESSABLE: 'This password is easy to guess. Choose several words that do not belong together.',
      DIFFERENT: 'The two passwords differ. Enter the same one twice.',
    },
  },
  changed: {
    title: 'Your password was changed',
    text: 'Sign in with the new one.',
    button: 'Sign in',
  },
  staleReset: {
    title: 'This link is no longer in use',
    text: 'It was used already, a newer one took its place, or it is older than one hour. Your password is as it was. Ask for a new link.',
    button: 'Ask for a new link',
  },
  confirmEmail: {
    title: 'Confirm your new e-mail address',
    text: 'From then on your account has this address: mails go to it, and you can sign in with it.',
    button: 'Confirm the address',
    address: 'New address',
  },
  emailChanged: {
    title: 'Your e-mail address was changed',
    text: 'Mails go to the new address from now on, and you can sign in with it.',
    button: 'Go to the portal',
  },
  staleEmail: {
    title: 'This link is no longer in use',
    text: 'It was used already, a newer one took its place, or it is older than 24 hours. Look into your profile to see which address counts, and ask for the change once more if need be.',
    button: 'Open the profile',
  },
}
