import 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page's name, for the browser's title. */
    title?: string
    /** Who may see it; the server refuses anybody else anyway. */
    permission?: string
    /** For everybody, signed in or not. */
    public?: boolean
    /** Namespaces of texts the page needs before it shows. */
    messages?: readonly string[]
    /** Routes of one value are one page (tabs): going between them is no arrival. */
    arrival?: string
  }
}
