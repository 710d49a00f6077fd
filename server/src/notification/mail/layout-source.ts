/**
 * The one layout of every mail (look/email-expiry.html) in MJML: 600 px, system fonts, no images, one button, readable in
 * light and dark. `{{…}}` is filled with escaped text; what stands between `<!-- begin:x -->` and `<!-- end:x -->` is left
 * out or repeated. Change it here, then run `npx tsx server/src/notification/mail/compile-layout.ts`.
 */
export const layoutSource = (direction: 'ltr' | 'rtl'): string => {
  const [start, end] = direction === 'rtl' ? ['right', 'left'] : ['left', 'right']
  // Arabic needs more leading (look.md, Arabic).
  const leading = direction === 'rtl' ? { text: '28px', small: '24px', title: '42px', heading: '32px' } : latin
  const begin = (name: string) => `<mj-raw><!-- begin:${name} --></mj-raw>`
  const close = (name: string) => `<mj-raw><!-- end:${name} --></mj-raw>`
  const cell = `padding:8px 0;border-bottom:1px solid #dedad1;vertical-align:top;text-align:${start}`
  return `<mjml lang="{{language}}" dir="${direction}">
  <mj-head>
    <mj-title>{{title}}</mj-title>
    <mj-preview>{{preview}}</mj-preview>
    <mj-raw>
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
    </mj-raw>
    <mj-attributes>
      <mj-all font-family="-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif" />
      <mj-wrapper direction="${direction}" />
      <mj-section direction="${direction}" padding="0" />
      <mj-column direction="${direction}" />
      <mj-text align="${start}" font-size="16px" line-height="${leading.text}" color="#171d21" padding="0" css-class="ink" />
      <mj-button align="${start}" background-color="#0b5468" color="#ffffff" border-radius="2px" font-size="16px"
        font-weight="600" line-height="${leading.text}" inner-padding="12px 20px" padding="24px 0 0" css-class="go" />
    </mj-attributes>
    <mj-style>${darkStyles}</mj-style>
    <mj-style>@media (max-width:480px){.page>table>tbody>tr>td{padding:24px 20px!important}}</mj-style>
  </mj-head>
  <mj-body width="600px" background-color="#f6f4ef" css-class="ground">
    <mj-raw><div style="height:24px;line-height:24px">&#8202;</div></mj-raw>
    <mj-wrapper border-top="6px solid #0b5468" background-color="#ffffff" padding="24px 32px 32px" css-class="page">
      <mj-section>
        <mj-column>
          <mj-text font-size="18px" padding="0 0 32px"><span lang="en" style="font-weight:600">Portico</span> <span class="muted" style="color:#555c62">&nbsp;{{area}}</span></mj-text>
          <mj-text><h1 style="margin:0;font-size:28px;line-height:${leading.title};font-weight:600">{{title}}</h1>
            <!-- begin:lead --><p style="margin:16px 0 0">{{paragraph}}</p><!-- end:lead --></mj-text>
          ${begin('button')}
          <mj-button href="{{url}}">{{label}}</mj-button>
          ${close('button')}
          ${begin('facts')}
          <mj-text padding="24px 0 0"><table width="100%" cellpadding="0" cellspacing="0" class="lintel" style="width:100%;border-collapse:collapse;border-top:2px solid #171d21"><tbody><!-- begin:fact --><tr><th scope="row" align="${start}" class="muted line" style="${cell};padding-${end}:16px;width:34%;font-weight:400;color:#555c62">{{label}}</th><td class="line" style="${cell}">{{value}}</td></tr><!-- end:fact --></tbody></table></mj-text>
          ${close('facts')}
          ${begin('list')}
          <mj-text padding="32px 0 0"><h2 style="margin:0 0 8px;font-size:18px;line-height:${leading.heading}">{{heading}}</h2>
            <ul class="lintel" style="list-style:none;margin:0;padding:0;border-top:2px solid #171d21"><!-- begin:entry --><li class="line" style="margin:0;padding:8px 0;border-bottom:1px solid #dedad1">{{name}}<br><span class="muted" style="color:#555c62">{{detail}}</span></li><!-- end:entry --></ul>
            <!-- begin:more --><p style="margin:12px 0 0">{{more}}</p><!-- end:more --></mj-text>
          ${close('list')}
          ${begin('steps')}
          <mj-text padding="32px 0 0"><h2 style="margin:0 0 8px;font-size:18px;line-height:${leading.heading}">{{heading}}</h2>
            <ol style="margin:0;padding-${start}:24px"><!-- begin:step --><li style="padding:2px 0">{{step}}</li><!-- end:step --></ol></mj-text>
          ${close('steps')}
          <mj-text padding="32px 0 0" font-size="14px" line-height="${leading.small}" color="#555c62"><p class="muted line" style="margin:0;padding-top:16px;border-top:1px solid #dedad1">{{why}}</p></mj-text>
        </mj-column>
      </mj-section>
    </mj-wrapper>
    <mj-raw><div style="height:24px;line-height:24px">&#8202;</div></mj-raw>
  </mj-body>
</mjml>`
}

const latin = { text: '24px', small: '21px', title: '34px', heading: '24px' }

/** The dark theme of tokens.css, for programs that ask; `[data-ogsc]` is what Outlook's own programs make of a dark page. */
const dark = (within: string): string =>
  [
    '.ground,.ground>main>div{background-color:#0e1214!important}',
    '.page,.page>table,.page>table>tbody>tr>td{background:#14191c!important}',
    '.page>table>tbody>tr>td{border-top-color:#7fcadd!important}',
    '.ink div,.ink table,.ink td{color:#eceae5!important}',
    '.ink .muted{color:#a9b0b3!important}',
    '.ink .line{border-color:#2f373b!important}',
    '.ink .lintel{border-color:#c9c7c1!important}',
    '.go td,.go a{background:#7fcadd!important;color:#05232b!important}',
  ]
    .map(rule => rule.replaceAll(/(^|,)(?=\.)/g, `$1${within}`))
    .join('')

const darkStyles = `@media (prefers-color-scheme:dark){${dark('')}}${dark('[data-ogsc] ')}`
