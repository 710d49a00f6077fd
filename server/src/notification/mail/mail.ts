/** What a mail says, once with layout and once without. */
export interface Mail {
  subject: string
  text: string
  html: string
}
