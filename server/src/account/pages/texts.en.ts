import type { PageTexts } from './texts.ts'

export const english: PageTexts = {
  product: 'Portico',
  area: 'Partner management',
  skip: 'Skip to the page',
  languages: 'Language',
  signIn: {
    title: 'Sign in',
    lede: 'For partners of the identity ecosystem and the people who administer it.',
    login: 'E-mail or user name',
    password: 'Password',
    show: 'Show',
    hide: 'Hide',
    button: 'Sign in',
    asideTitle: 'Before you sign in',
    neverAsk: 'We never ask for your password by e-mail or phone.',
    endsByItself: minutes =>
      `After ${minutes} without activity we sign you out, so that nobody continues in your place.`,
    problems: 'You are not signed in yet',
    loginMissing: 'Your e-mail or user name is missing. Enter one of them.',
    passwordMissing: 'Your password is missing. Enter it.',
    mismatch: 'This name and password do not belong together. Check both and try again.',
    wait: time => `There were too many tries. Wait ${time}, then try again.`,
    busy: 'Very many people are signing in right now. Try again in a moment.',
  },
  signOut: {
    title: 'Sign out?',
    text: 'You will be signed out of Portico in this browser.',
    yes: 'Sign out',
    no: 'Stay signed in',
  },
  signedOut: {
    title: 'You are signed out',
    text: 'On a computer that others use too, close the browser as well.',
    again: 'Sign in again',
  },
  stale: {
    title: 'This page is no longer in use',
    text: 'It was open for too long, or the sign-in was finished in another window. Nothing is lost: start again.',
    again: 'Start again',
  },
  crowded: {
    title: 'Too many sign-ins from your network',
    text: 'People on your network have begun very many sign-ins. Wait a minute, then try again.',
    again: 'Try again',
  },
  unreachable: {
    title: 'Signing in does not work right now',
    text: 'The sign-in service does not answer. Your account is not affected. Try again in a few minutes.',
    again: 'Try again',
  },
  inactive: {
    title: 'Your account is switched off',
    text: 'An administrator has switched it off. Ask them to switch it on again.',
    again: 'Use another account',
  },
  cancelled: { title: 'You are not signed in', text: 'The sign-in was cancelled.', again: 'Sign in' },
  failed: {
    title: 'Something went wrong on our side',
    text: 'You are not signed in. Try again; if it happens once more, tell your administrator the reference below.',
    again: 'Try again',
  },
  reference: 'Reference',
  errorPrefix: 'Error:',
}
