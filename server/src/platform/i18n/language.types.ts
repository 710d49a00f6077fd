import { registerEnumType } from 'type-graphql'
import { languages, type Language } from './languages.ts'

/** The installed languages on the wire. */
export const LanguageEnum = Object.fromEntries(languages.map(code => [code, code])) as { [K in Language]: K }
registerEnumType(LanguageEnum, { name: 'Language' })
