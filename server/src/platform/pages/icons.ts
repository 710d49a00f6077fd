import { html } from './html.ts'

const drawn = (paths: ReturnType<typeof html>) =>
  html`<svg
    class="p-i"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths}
  </svg>`

/** The icons of these pages, from Lucide (ISC licence) as in the portals. */
export const icons = {
  mark: html`<svg viewBox="0 0 26 26" fill="currentColor" aria-hidden="true">
    <path d="M0 3h26v5H0zM3 10h6v14H3zM17 10h6v14h-6z" />
  </svg>`,
  eye: drawn(
    html`<path
        d="M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0"
      /><circle cx="12" cy="12" r="3" />`,
  ),
  shield: drawn(
    html`<path
        d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"
      /><path d="m9 12 2 2 4-4" />`,
  ),
  timer: drawn(html`<circle cx="12" cy="12" r="10" /><path d="M12 6v6l4 2" />`),
  certificate: drawn(
    html`<path d="M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7Z" /><path
        d="M14 2v4a2 2 0 0 0 2 2h4"
      /><path d="m9 15 2 2 4-4" />`,
  ),
  problem: drawn(html`<circle cx="12" cy="12" r="10" /><path d="M12 8v4" /><path d="M12 16h.01" />`),
} as const
