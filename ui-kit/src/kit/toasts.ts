import { shallowReactive } from 'vue'

export interface ToastMessage {
  text: string
  /** One thing to do about it, such as Undo. A toast with an action stays until it is dismissed. */
  action?: { label: string; run: () => void }
  /** Seconds on screen, not counting those under the pointer or the focus; 0 stays. Default 8, with an action 0. */
  seconds?: number
}

export interface Toast extends ToastMessage {
  id: number
  seconds: number
}

export interface Toasts {
  readonly list: readonly Toast[]
  /** Returns the toast's id. */
  show(message: ToastMessage): number
  dismiss(id: number): void
}

/** More than this would hide the page; the oldest goes first. */
const AT_ONCE = 3

export function createToasts(): Toasts {
  const list = shallowReactive<Toast[]>([])
  let last = 0
  return {
    list,
    show(message) {
      last += 1
      list.push({ ...message, id: last, seconds: message.seconds ?? (message.action ? 0 : 8) })
      while (list.length > AT_ONCE) list.shift()
      return last
    },
    dismiss(id) {
      const at = list.findIndex(toast => toast.id === id)
      if (at >= 0) list.splice(at, 1)
    },
  }
}
