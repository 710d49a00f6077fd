import type { MailTexts } from './texts.ts'

export const english: MailTexts = {
  confirmRegistration: {
    title: 'Confirm your registration',
    lead: 'Somebody, most likely you, asked to register with this e-mail address at Portico.\n\nConfirm it within 48 hours; then you can sign in. If it was not you, do nothing: without the confirmation no account comes about.',
    button: 'Confirm the registration',
    username: 'User name and partner ID',
    organisation: 'Organisation',
    why: 'You get this because this address was entered in the registration form of Portico.',
  },
  alreadyRegistered: {
    title: 'You have an account already',
    lead: 'Somebody, perhaps you, asked to register at Portico with this e-mail address. It has an account already, so nothing was changed.\n\nIf it was you, sign in as before. If you do not remember your password, choose a new one. If it was not you, you need not do anything.',
    button: 'Choose a new password',
    signInLabel: 'Sign in',
    why: 'You get this because this address was entered in the registration form of Portico.',
  },
  resetPassword: {
    title: 'Choose a new password',
    lead: 'Somebody, most likely you, asked for a new password for your account at Portico.\n\nThe link works once, for one hour. If it was not you, do nothing: your password stays as it is.',
    button: 'Choose a new password',
    why: 'You get this because somebody said they had forgotten the password of your account.',
  },
  passwordChanged: {
    title: 'Your password was changed',
    lead: 'The password of your account at Portico was changed. Everybody who was signed in with the old one was signed out.\n\nIf it was you, all is well. If it was not, choose a new password at once and tell your administrator.',
    button: 'It was not me: choose a new password',
    when: 'Changed',
    why: 'You get this because it is about the safety of your account.',
  },
  confirmEmailChange: {
    title: 'Confirm your new e-mail address',
    lead: 'Somebody, most likely you, wants to use this address for their account at Portico.\n\nConfirm it within 24 hours. Until then the old address stays. If it was not you, do nothing.',
    button: 'Confirm the address',
    why: 'You get this because this address was entered in a profile at Portico.',
  },
  emailTaken: {
    title: 'This address has an account already',
    lead: 'Somebody wanted to use this e-mail address for another account at Portico. It belongs to your account, so nothing was changed.\n\nYou need not do anything.',
    button: 'Sign in',
    why: 'You get this because this address was entered in a profile at Portico.',
  },
  emailChanging: {
    title: 'Your e-mail address is about to change',
    lead: 'Your account at Portico is to get a new e-mail address. It counts as soon as it is confirmed there.\n\nIf it was not you, choose a new password at once: that stops the change.',
    button: 'It was not me: choose a new password',
    newAddress: 'New address',
    why: 'You get this because it is about the safety of your account.',
  },
}
