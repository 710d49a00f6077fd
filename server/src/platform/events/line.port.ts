import type { Happened } from './event.ts'

/** What a server hears of the others. */
export interface Hearing {
  /** Also of what it told itself; ids tell. May hear one twice. */
  happened(event: Happened): void
  /** The line was broken and is back: what was told meanwhile is missed. */
  back(): void
}

/** The line between the servers of one house. Without one there is one server only. */
export interface Line {
  /** Hears from now on, as soon as the other end answers. */
  open(hearing: Hearing): void
  /** Tells every server. Never throws: who missed it because the line was broken hears `back` when it is mended. */
  tell(event: Happened): Promise<void>
  /** Whether it carries at this moment. */
  readonly up: boolean
  close(): Promise<void>
}
