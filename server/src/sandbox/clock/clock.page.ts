import { instantInWords } from '../../platform/i18n/instants.ts'
import { DAY } from '../../platform/clock/clock.ts'
import { field, summary } from '../../platform/pages/form.ts'
import { html } from '../../platform/pages/html.ts'
import { icons } from '../../platform/pages/icons.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { banner, daysInWords, facts, parts, sandboxPage, to } from '../pages/sandbox-page.ts'
import { sandboxTexts } from '../pages/texts.ts'
import type { Moved, MoveRefusal } from './clock-mover.ts'

export interface ClockPage {
  business: Date
  real: Date
  /** Names of the jobs, in the order they go. */
  jobs: readonly string[]
  /** What the last move did. */
  moved?: Moved
  problem?: MoveRefusal | 'no-date'
}

/** The sandbox's time, and how to move it. */
export function clockPage(frame: PageFrame, { business, real, jobs, moved, problem }: ClockPage): string {
  const { clock } = sandboxTexts(frame.language)
  const { language } = frame
  const action = to(language, parts.clock)
  const apart = (business.getTime() - real.getTime()) / DAY
  const called = (name: string) => clock.jobs[name as keyof typeof clock.jobs] ?? name
  const fault = problem && clock.problem[problem]
  return sandboxPage(frame, 'clock', {
    title: clock.title,
    failed: fault !== undefined,
    main: html`${moved && banner('positive', moved.back ? clock.movedBack : clock.moved(String(moved.days)), icons.timer)}
      ${moved && moved.failed.length > 0 && banner('negative', clock.failed(new Intl.ListFormat(language).format(moved.failed.map(called))), icons.problem)}
      <h1>${clock.title}</h1>
      <p class="p-lede">${clock.lede}</p>
      ${fault !== undefined && summary(sandboxTexts(language).errorPrefix, [{ field: 'to', text: fault }])}
      ${facts([
        [clock.business, html`<b>${instantInWords(language, business)}</b>`],
        [clock.real, instantInWords(language, real)],
        [
          clock.difference,
          Math.abs(apart) < 1 / 1_440
            ? clock.same
            : (apart > 0 ? clock.ahead : clock.behind)(daysInWords(language, Math.abs(apart))),
        ],
      ])}
      <section>
        <form method="post" action="${action}" class="p-actions">
          ${([1, 7, 30] as const).map(
            days =>
              html`<button class="p-btn p-btn-secondary" type="submit" name="days" value="${days}">
                ${clock.days[days]}
              </button>`,
          )}
          ${
            apart !== 0 &&
            html`<button class="p-btn p-btn-secondary" type="submit" name="real" value="yes">
              ${clock.backToReal}
            </button>`
          }
        </form>
      </section>
      <section>
        <form method="post" action="${action}" class="s-row" novalidate>
          ${field(
            { name: 'to', label: clock.date, hint: clock.dateHint, error: fault },
            described =>
              html`<input
                class="p-input p-input-short"
                id="to"
                name="to"
                type="date"
                min="2000-01-01"
                max="2099-12-31"
                value="${business.toISOString().slice(0, 10)}"
                required${described}
              />`,
          )}
          <button class="p-btn p-btn-primary" type="submit">${clock.go}</button>
        </form>
      </section>
      <section class="p-lintel">
        <h2>${clock.what}</h2>
        <p class="p-measure">${clock.whatText}</p>
        ${
          jobs.length > 0 &&
          html`<ul class="s-list">
            ${jobs.map(name => html`<li>${called(name)}</li>`)}
          </ul>`
        }
      </section>`,
  })
}
