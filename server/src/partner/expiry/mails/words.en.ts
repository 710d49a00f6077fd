import { counted } from '../../../platform/i18n/counted.ts'
import type { CertificateNames, NoticeWords } from './words.ts'

const certificates = (n: number) => counted('en', n, { one: '{n} certificate', other: '{n} certificates' })
const owner = ({ organisation, partner }: CertificateNames) => `${organisation} (${partner})`
const list = (items: readonly string[]) => new Intl.ListFormat('en-GB').format(items)

const left = (days: number) => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`)

export const en: NoticeWords = {
  hello: name => (name ? `Hello ${name},` : 'Hello,'),
  left,
  kinds: {
    ROOT_CERTIFICATE: {
      name: 'Root certificate',
      title: ({ issuedTo }, { day, last }) =>
        last
          ? `The root certificate ${issuedTo} expires today, ${day}`
          : `Replace the root certificate ${issuedTo} before ${day}`,
      lead: ({ issuedTo, code }, { left }) =>
        `The root certificate ${issuedTo} (${code}) in the trust store expires ${left}.\n\nFrom then on, nothing that leads back to it is accepted: no intermediate below it, and no partner’s certificate that has no other path to a root.`,
      button: 'Open the root certificate',
      steps: ({ issuedTo }) => [
        `Get the successor of ${issuedTo} from the authority that runs it.`,
        'Upload it in the trust store, before the old one expires.',
        'Tell partners whose certificates lead back to the old one to get new ones.',
      ],
    },
    INTERMEDIATE_CERTIFICATE: {
      name: 'Intermediate certificate',
      title: ({ issuedTo }, { day, last }) =>
        last
          ? `The intermediate certificate ${issuedTo} expires today, ${day}`
          : `Replace the intermediate certificate ${issuedTo} before ${day}`,
      lead: ({ issuedTo, code }, { left }) =>
        `The intermediate certificate ${issuedTo} (${code}) in the trust store expires ${left}.\n\nFrom then on, no partner’s certificate that leads to a root only through it is accepted.`,
      button: 'Open the intermediate certificate',
      steps: ({ issuedTo, issuedBy }) => [
        `Get the successor of ${issuedTo} from its issuer, ${issuedBy}.`,
        'Upload it in the trust store, before the old one expires.',
        'Tell partners whose certificates it issued to get new ones.',
      ],
    },
    PARTNER_CERTIFICATE: {
      name: 'Partner’s original certificate',
      title: ({ partner }, { day, last }) =>
        last
          ? `The certificate of ${partner} expires today, ${day}`
          : `Replace the certificate of ${partner} before ${day}`,
      lead: (names, { left }) =>
        `The certificate of ${owner(names)} expires ${left}. This is the original, as you uploaded it.\n\nFrom then on, what you sign with it is refused.`,
      button: 'Replace the certificate',
      steps: ({ organisation }, life) => [
        `Get a new certificate from your issuer. It must name ${organisation} as the organisation, exactly so, and be good for another ${life} days or more.`,
        'Check the file on the page Certificates. Nothing is stored until you say so.',
        'Upload it, then download the copy that the platform signs and install it where you sign.',
      ],
    },
    SIGNED_CERTIFICATE: {
      name: 'Platform-signed certificate',
      title: ({ partner }, { day, last }) =>
        last
          ? `The platform-signed certificate of ${partner} expires today, ${day}`
          : `Renew the platform-signed certificate of ${partner} before ${day}`,
      lead: (names, { left }) =>
        `The platform-signed certificate of ${owner(names)} expires ${left}. This is the copy that the platform signed, not the original you uploaded.\n\nFrom then on, what you sign with it is refused.`,
      button: 'Renew the certificate',
      steps: () => [
        'Open the page Certificates and choose to replace the certificate.',
        'Upload the certificate in use again, or a newer one. The platform signs it anew.',
        'Download the new platform-signed copy and install it where you sign.',
      ],
    },
    CERTIFICATE_UNANCHORED: {
      name: 'Certificate without a trusted root',
      title: ({ partner }) => `The certificate of ${partner} no longer leads to a trusted root`,
      lead: names =>
        `The certificate of ${owner(names)} was checked again. The trust store no longer holds a trusted root above it.\n\nSo it is not accepted any more. Your partner has not been deactivated, and nothing has been deleted.`,
      button: 'Open the certificates',
      steps: () => [
        'Ask an administrator what became of the root, or of the intermediate below it.',
        'If it does not come back, get a certificate from another issuer and upload it.',
      ],
    },
  },
  facts: {
    expires: 'Expires',
    found: 'Found',
    certificate: 'Certificate',
    issuedTo: 'Issued to',
    issuedBy: 'Issued by',
    partner: 'Partner',
    code: 'ID',
  },
  digest: {
    expiring: (n, first) =>
      counted('en', n, {
        one: `{n} certificate expires, on ${first}`,
        other: `{n} certificates expire, the first on ${first}`,
      }),
    unanchored: n =>
      counted('en', n, {
        one: '{n} certificate no longer leads to a trusted root',
        other: '{n} certificates no longer lead to a trusted root',
      }),
    expiringLead: n =>
      `${certificates(n)} you look after ${n === 1 ? 'comes' : 'come'} to ${n === 1 ? 'its' : 'their'} end soon. We tell you of them in one mail instead of ${n === 1 ? 'its own' : 'one each'}.\n\nFrom the end of each, what is signed with it, or leads back to it, is refused.`,
    unanchoredLead: n =>
      `${certificates(n)} you look after ${n === 1 ? 'has' : 'have'} no trusted root above ${n === 1 ? 'it' : 'them'} in the trust store any more, and ${n === 1 ? 'is' : 'are'} not accepted. No partner has been deactivated.`,
    heading: 'Which ones',
    steps: ['Open your notifications, where each leads to its certificate.', 'Begin with the first to expire.'],
  },
  weekly: {
    title: (n, before) =>
      counted('en', n, {
        one: `{n} item of partners expires before ${before}`,
        other: `{n} items of partners expire before ${before}`,
      }),
    lead: (n, from, to) =>
      `${counted('en', n, { one: '{n} item of partners expires', other: '{n} items of partners expire' })} from ${from} to ${to}.\n\nThe partners are told themselves. This is for you to see who may need a word from you.`,
    heading: 'The first to expire',
    button: 'See the whole week',
  },
  comma: ', ',
  more: n => `and ${n} more`,
  notices: 'Open your notifications',
  why: {
    administrator: 'You get this because you are an administrator.',
    partner: names => `You get this because your account belongs to ${owner(names)}.`,
    rhythm: ({ single, dailyFrom }) => {
      const days = list(single.map(day => (day === 0 ? 'the last day' : String(day))))
      if (dailyFrom === null) return `We write this many days before the end: ${days}.`
      const daily = `every day from ${dailyFrom} days before the end to the last`
      return single.length === 0 ? `We write ${daily}.` : `We write ${days} days before the end, then ${daily}.`
    },
    weekly: 'We write once a week, when something expires.',
  },
}
