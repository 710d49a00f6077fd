declare module 'mjml' {
  /** As far as compile-layout.ts uses it. */
  export default function mjml2html(
    source: string,
    options: { validationLevel: 'strict'; fonts: Record<string, string> },
  ): Promise<{ html: string }>
}
