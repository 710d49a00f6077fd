import type { Language } from '../words.ts'

/** Somebody who registers. Every name is a canary: the database must not hold it in clear afterwards. */
export interface Person {
  firstName: string
  lastName: string
  organisation: string
  type: string
  address: string
  email: string
  phone: string
  language: Language
  username: string
  password: string
}

/** A person nobody else in the run is; `mark` keeps them apart, e.g. `en-chromium`. */
export const person = (language: Language, mark: string, wish: Partial<Person> = {}): Person => ({
  firstName: 'Zéphyrine',
  lastName: 'Quillfeather',
  organisation: `Canary Works ${mark}`,
  type: 'Auth_Partner',
  address: `17 Canarybird Lane, ${mark}`,
  email: `zephyrine.${mark}@canary.example`,
  phone: '+33 6 99 88 77 66',
  language,
  username: `canary-${mark}`,
  password: 'Mauve lanterns drift at 4',
  ...wish,
})
