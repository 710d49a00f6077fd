/**
 * Puts a popover under its button where the browser cannot do it by CSS anchors (see menu.css). Above the button when there is
 * no room below; along its far edge, or its near one when there is no room.
 */
export function placeBeside(popover: HTMLElement | null, button: HTMLElement | null): void {
  if (!popover || !button || CSS.supports('position-area: block-end')) return
  // measured after the browser has laid it out, before it paints
  requestAnimationFrame(() => {
    const at = button.getBoundingClientRect()
    const own = popover.getBoundingClientRect()
    const below = at.bottom + own.height <= innerHeight
    const rtl = getComputedStyle(button).direction === 'rtl'
    const far = rtl ? innerWidth - at.left - own.width : at.right - own.width
    popover.style.insetBlockStart = `${Math.max(0, below ? at.bottom : at.top - own.height)}px`
    popover.style.insetInlineStart = `${Math.max(0, far)}px`
  })
}
