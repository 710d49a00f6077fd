import { html, Html } from '../../platform/pages/html.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { page } from './page.ts'
import { textsIn } from './texts.ts'

/** Asks before signing out, when it was not our own portal that asked. `form` is the provider's, id `op.logoutForm`. */
export function signOutPage(frame: PageFrame, form: string): string {
  const { signOut } = textsIn(frame.language)
  return page(frame, {
    title: signOut.title,
    main: html`<h1>${signOut.title}</h1>
      <p class="p-lede">${signOut.text}</p>
      ${new Html(form)}
      <div class="p-actions">
        <button class="p-btn p-btn-primary" type="submit" form="op.logoutForm" name="logout" value="yes">
          ${signOut.yes}</button
        ><button class="p-btn p-btn-secondary" type="submit" form="op.logoutForm">${signOut.no}</button>
      </div>`,
  })
}
