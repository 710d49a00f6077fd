// Written by compile-layout.ts from layout-source.ts.

/** What MJML made of the layout, for each direction of writing. */
export const layouts: Readonly<Record<'ltr' | 'rtl', string>> = {
  ltr: `<!doctype html>
<html lang="{{language}}" dir="ltr" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>{{title}}</title>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
@media (prefers-color-scheme:dark){.ground,.ground>main>div{background-color:#0e1214!important}.page,.page>table,.page>table>tbody>tr>td{background:#14191c!important}.page>table>tbody>tr>td{border-top-color:#7fcadd!important}.ink div,.ink table,.ink td{color:#eceae5!important}.ink .muted{color:#a9b0b3!important}.ink .line{border-color:#2f373b!important}.ink .lintel{border-color:#c9c7c1!important}.go td,.go a{background:#7fcadd!important;color:#05232b!important}}[data-ogsc] .ground,[data-ogsc] .ground>main>div{background-color:#0e1214!important}[data-ogsc] .page,[data-ogsc] .page>table,[data-ogsc] .page>table>tbody>tr>td{background:#14191c!important}[data-ogsc] .page>table>tbody>tr>td{border-top-color:#7fcadd!important}[data-ogsc] .ink div,[data-ogsc] .ink table,[data-ogsc] .ink td{color:#eceae5!important}[data-ogsc] .ink .muted{color:#a9b0b3!important}[data-ogsc] .ink .line{border-color:#2f373b!important}[data-ogsc] .ink .lintel{border-color:#c9c7c1!important}[data-ogsc] .go td,[data-ogsc] .go a{background:#7fcadd!important;color:#05232b!important}
@media (max-width:480px){.page>table>tbody>tr>td{padding:24px 20px!important}}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
</head>
<body  class="ground" style="word-spacing:normal;background-color:#f6f4ef;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">{{preview}}</div>
<main><div
aria-label="{{title}}" aria-roledescription="email" role="article" lang="{{language}}" dir="ltr" style="word-spacing:normal;background-color:#f6f4ef;">
<div style="height:24px;line-height:24px">&#8202;</div>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="page-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="page" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">
<tbody>
<tr>
<td
style="border-top:6px solid #0b5468;direction:ltr;font-size:0px;padding:24px 32px 32px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" width="600px" ><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:536px;" width="536" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  style="margin:0px auto;max-width:536px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:536px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 0 32px;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:18px;line-height:24px;text-align:left;color:#171d21;"><span lang="en" style="font-weight:600">Portico</span> <span class="muted" style="color:#555c62">&nbsp;{{area}}</span></div>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:16px;line-height:24px;text-align:left;color:#171d21;"><h1 style="margin:0;font-size:28px;line-height:34px;font-weight:600">{{title}}</h1>
<!-- begin:lead --><p style="margin:16px 0 0">{{paragraph}}</p><!-- end:lead --></div>
</td>
</tr>
<!-- begin:button -->
<tr>
<td
align="left" class="go" style="font-size:0px;padding:24px 0 0;word-break:break-word;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;">
<tbody>
<tr>
<td
align="center" bgcolor="#0b5468" role="presentation" style="border:none;border-radius:2px;cursor:auto;mso-padding-alt:12px 20px;background:#0b5468;" valign="middle">
<a
href="{{url}}" style="display:inline-block;background:#0b5468;color:#ffffff;font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:16px;font-weight:600;line-height:24px;margin:0;text-decoration:none;text-transform:none;padding:12px 20px;mso-padding-alt:0px;border-radius:2px;">
{{label}}
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<!-- end:button --><!-- begin:facts -->
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:24px 0 0;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:16px;line-height:24px;text-align:left;color:#171d21;"><table width="100%" cellpadding="0" cellspacing="0" class="lintel" style="width:100%;border-collapse:collapse;border-top:2px solid #171d21"><tbody><!-- begin:fact --><tr><th scope="row" align="left" class="muted line" style="padding:8px 0;border-bottom:1px solid #dedad1;vertical-align:top;text-align:left;padding-right:16px;width:34%;font-weight:400;color:#555c62">{{label}}</th><td class="line" style="padding:8px 0;border-bottom:1px solid #dedad1;vertical-align:top;text-align:left">{{value}}</td></tr><!-- end:fact --></tbody></table></div>
</td>
</tr>
<!-- end:facts --><!-- begin:list -->
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:32px 0 0;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:16px;line-height:24px;text-align:left;color:#171d21;"><h2 style="margin:0 0 8px;font-size:18px;line-height:24px">{{heading}}</h2>
<ul class="lintel" style="list-style:none;margin:0;padding:0;border-top:2px solid #171d21"><!-- begin:entry --><li class="line" style="margin:0;padding:8px 0;border-bottom:1px solid #dedad1">{{name}}<br><span class="muted" style="color:#555c62">{{detail}}</span></li><!-- end:entry --></ul>
<!-- begin:more --><p style="margin:12px 0 0">{{more}}</p><!-- end:more --></div>
</td>
</tr>
<!-- end:list --><!-- begin:steps -->
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:32px 0 0;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:16px;line-height:24px;text-align:left;color:#171d21;"><h2 style="margin:0 0 8px;font-size:18px;line-height:24px">{{heading}}</h2>
<ol style="margin:0;padding-left:24px"><!-- begin:step --><li style="padding:2px 0">{{step}}</li><!-- end:step --></ol></div>
</td>
</tr>
<!-- end:steps -->
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:32px 0 0;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:14px;line-height:21px;text-align:left;color:#555c62;"><p class="muted line" style="margin:0;padding-top:16px;border-top:1px solid #dedad1">{{why}}</p></div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
<div style="height:24px;line-height:24px">&#8202;</div>
</div>
</main></body>
</html>`,
  rtl: `<!doctype html>
<html lang="{{language}}" dir="rtl" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>{{title}}</title>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
@media (prefers-color-scheme:dark){.ground,.ground>main>div{background-color:#0e1214!important}.page,.page>table,.page>table>tbody>tr>td{background:#14191c!important}.page>table>tbody>tr>td{border-top-color:#7fcadd!important}.ink div,.ink table,.ink td{color:#eceae5!important}.ink .muted{color:#a9b0b3!important}.ink .line{border-color:#2f373b!important}.ink .lintel{border-color:#c9c7c1!important}.go td,.go a{background:#7fcadd!important;color:#05232b!important}}[data-ogsc] .ground,[data-ogsc] .ground>main>div{background-color:#0e1214!important}[data-ogsc] .page,[data-ogsc] .page>table,[data-ogsc] .page>table>tbody>tr>td{background:#14191c!important}[data-ogsc] .page>table>tbody>tr>td{border-top-color:#7fcadd!important}[data-ogsc] .ink div,[data-ogsc] .ink table,[data-ogsc] .ink td{color:#eceae5!important}[data-ogsc] .ink .muted{color:#a9b0b3!important}[data-ogsc] .ink .line{border-color:#2f373b!important}[data-ogsc] .ink .lintel{border-color:#c9c7c1!important}[data-ogsc] .go td,[data-ogsc] .go a{background:#7fcadd!important;color:#05232b!important}
@media (max-width:480px){.page>table>tbody>tr>td{padding:24px 20px!important}}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
</head>
<body  class="ground" style="word-spacing:normal;background-color:#f6f4ef;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">{{preview}}</div>
<main><div
aria-label="{{title}}" aria-roledescription="email" role="article" lang="{{language}}" dir="rtl" style="word-spacing:normal;background-color:#f6f4ef;">
<div style="height:24px;line-height:24px">&#8202;</div>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="page-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="page" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">
<tbody>
<tr>
<td
style="border-top:6px solid #0b5468;direction:rtl;font-size:0px;padding:24px 32px 32px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" width="600px" ><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:536px;" width="536" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  style="margin:0px auto;max-width:536px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td
style="direction:rtl;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:536px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:rtl;display:inline-block;vertical-align:top;width:100%;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td
align="right" class="ink" style="font-size:0px;padding:0 0 32px;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:18px;line-height:28px;text-align:right;color:#171d21;"><span lang="en" style="font-weight:600">Portico</span> <span class="muted" style="color:#555c62">&nbsp;{{area}}</span></div>
</td>
</tr>
<tr>
<td
align="right" class="ink" style="font-size:0px;padding:0;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:16px;line-height:28px;text-align:right;color:#171d21;"><h1 style="margin:0;font-size:28px;line-height:42px;font-weight:600">{{title}}</h1>
<!-- begin:lead --><p style="margin:16px 0 0">{{paragraph}}</p><!-- end:lead --></div>
</td>
</tr>
<!-- begin:button -->
<tr>
<td
align="right" class="go" style="font-size:0px;padding:24px 0 0;word-break:break-word;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;">
<tbody>
<tr>
<td
align="center" bgcolor="#0b5468" role="presentation" style="border:none;border-radius:2px;cursor:auto;mso-padding-alt:12px 20px;background:#0b5468;" valign="middle">
<a
href="{{url}}" style="display:inline-block;background:#0b5468;color:#ffffff;font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:16px;font-weight:600;line-height:28px;margin:0;text-decoration:none;text-transform:none;padding:12px 20px;mso-padding-alt:0px;border-radius:2px;">
{{label}}
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<!-- end:button --><!-- begin:facts -->
<tr>
<td
align="right" class="ink" style="font-size:0px;padding:24px 0 0;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:16px;line-height:28px;text-align:right;color:#171d21;"><table width="100%" cellpadding="0" cellspacing="0" class="lintel" style="width:100%;border-collapse:collapse;border-top:2px solid #171d21"><tbody><!-- begin:fact --><tr><th scope="row" align="right" class="muted line" style="padding:8px 0;border-bottom:1px solid #dedad1;vertical-align:top;text-align:right;padding-left:16px;width:34%;font-weight:400;color:#555c62">{{label}}</th><td class="line" style="padding:8px 0;border-bottom:1px solid #dedad1;vertical-align:top;text-align:right">{{value}}</td></tr><!-- end:fact --></tbody></table></div>
</td>
</tr>
<!-- end:facts --><!-- begin:list -->
<tr>
<td
align="right" class="ink" style="font-size:0px;padding:32px 0 0;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:16px;line-height:28px;text-align:right;color:#171d21;"><h2 style="margin:0 0 8px;font-size:18px;line-height:32px">{{heading}}</h2>
<ul class="lintel" style="list-style:none;margin:0;padding:0;border-top:2px solid #171d21"><!-- begin:entry --><li class="line" style="margin:0;padding:8px 0;border-bottom:1px solid #dedad1">{{name}}<br><span class="muted" style="color:#555c62">{{detail}}</span></li><!-- end:entry --></ul>
<!-- begin:more --><p style="margin:12px 0 0">{{more}}</p><!-- end:more --></div>
</td>
</tr>
<!-- end:list --><!-- begin:steps -->
<tr>
<td
align="right" class="ink" style="font-size:0px;padding:32px 0 0;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:16px;line-height:28px;text-align:right;color:#171d21;"><h2 style="margin:0 0 8px;font-size:18px;line-height:32px">{{heading}}</h2>
<ol style="margin:0;padding-right:24px"><!-- begin:step --><li style="padding:2px 0">{{step}}</li><!-- end:step --></ol></div>
</td>
</tr>
<!-- end:steps -->
<tr>
<td
align="right" class="ink" style="font-size:0px;padding:32px 0 0;word-break:break-word;">
<div
style="font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:14px;line-height:24px;text-align:right;color:#555c62;"><p class="muted line" style="margin:0;padding-top:16px;border-top:1px solid #dedad1">{{why}}</p></div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
<div style="height:24px;line-height:24px">&#8202;</div>
</div>
</main></body>
</html>`,
}
