/** Vite bundles the worker and gives its address. */
declare module '*?sharedworker&url' {
  const url: string
  export default url
}
