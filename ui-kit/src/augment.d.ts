/**
 * What strict templates may say besides declared props: attributes that fall through to the root element, and attributes newer
 * than Vue's own lists. Part of the kit's types, so that applications checking its sources agree.
 */
import 'vue'
import 'csstype'

declare module '@vue/runtime-core' {
  interface ComponentCustomProps {
    id?: string | undefined
    lang?: string | undefined
    [aria: `aria-${string}`]: unknown
    [data: `data${Capitalize<string>}`]: unknown
    [data: `data-${string}`]: unknown
    onClick?: ((event: MouseEvent) => void) | undefined
    onKeydown?: ((event: KeyboardEvent) => void) | undefined
  }
}

declare module '@vue/runtime-dom' {
  interface HTMLAttributes {
    popover?: 'auto' | 'manual' | '' | undefined
    [data: `data-${string}`]: unknown
  }
  interface ButtonHTMLAttributes {
    popovertarget?: string | undefined
  }
}

/** Style properties of CSS anchor positioning. */
export interface AnchorStyle {
  anchorName?: string | undefined
  positionAnchor?: string | undefined
}

declare module 'csstype' {
  interface Properties extends AnchorStyle {}
}
