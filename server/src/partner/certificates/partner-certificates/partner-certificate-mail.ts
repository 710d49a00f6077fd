import { mailPage, type Mail } from '../../../notification/index.ts'
import { apart } from '../../../platform/i18n/apart.ts'
import { instantInWords } from '../../../platform/i18n/instants.ts'
import type { Language } from '../../../platform/i18n/languages.ts'
import type { Addressee } from '../../partners/index.ts'

/** What the mail about a certificate that came into use speaks of. */
export interface CertificateMail extends Addressee {
  /** Whether it made the partner active, or took the place of another. */
  kind: 'ACTIVATED' | 'REPLACED'
  /** Whom the certificate names. */
  issuedTo: string
  /** The end of the one that the platform signed. */
  signedUntil: Date
  /** The address of the page with the certificates. */
  url: string
}

interface Words {
  title(name: string): string
  lead(name: string, until: string): string
}

interface LanguageWords extends Record<CertificateMail['kind'], Words> {
  name(code: string, organisation: string): string
  facts: { code: string; organisation: string; certificate: string; until: string }
  steps: string[]
  button: string
  why(code: string): string
}

const words: Record<Language, LanguageWords> = {
  en: {
    ACTIVATED: {
      title: name => `Your partner ${name} is active`,
      lead: (name, until) =>
        `The certificate of ${name} has been accepted and signed by the platform. That makes the partner active.\n\nThe certificate signed by the platform is valid until ${until}.`,
    },
    REPLACED: {
      title: name => `A new certificate of ${name} is in use`,
      lead: (name, until) =>
        `A new certificate of ${name} has been accepted and signed by the platform. The one before stays in the history and is no longer used.\n\nThe certificate signed by the platform is valid until ${until}. If nobody among you uploaded it, tell the administration at once.`,
    },
    name: (code, organisation) => `${code} (${organisation})`,
    facts: {
      code: 'Partner',
      organisation: 'Organisation',
      certificate: 'Certificate of',
      until: 'Signed by the platform, valid until',
    },
    steps: [
      'Download the certificate signed by the platform.',
      'Install it where you sign your messages to the platform.',
      'Upload a certificate again before this one ends.',
    ],
    button: 'Go to the certificates',
    why: code => `You get this mail because this is the contact address of the partner ${code}.`,
  },
  fr: {
    ACTIVATED: {
      title: name => `Votre partenaire ${name} est actif`,
      lead: (name, until) =>
        `Le certificat de ${name} a été accepté et signé par la plateforme. Le partenaire est désormais actif.\n\nLe certificat signé par la plateforme est valable jusqu’au ${until}.`,
    },
    REPLACED: {
      title: name => `Un nouveau certificat de ${name} est en service`,
      lead: (name, until) =>
        `Un nouveau certificat de ${name} a été accepté et signé par la plateforme. Le précédent reste dans l’historique et ne sert plus.\n\nLe certificat signé par la plateforme est valable jusqu’au ${until}. Si personne parmi vous ne l’a déposé, prévenez l’administration sans attendre.`,
    },
    name: (code, organisation) => `${code} (${organisation})`,
    facts: {
      code: 'Partenaire',
      organisation: 'Organisation',
      certificate: 'Certificat de',
      until: 'Signé par la plateforme, valable jusqu’au',
    },
    steps: [
      'Téléchargez le certificat signé par la plateforme.',
      'Installez-le là où vous signez vos messages à la plateforme.',
      'Déposez de nouveau un certificat avant la fin de celui-ci.',
    ],
    button: 'Aller aux certificats',
    why: code => `Vous recevez cet e-mail parce que cette adresse est celle du contact du partenaire ${code}.`,
  },
  ar: {
    ACTIVATED: {
      title: name => `أصبح شريككم ${name} نشطًا`,
      lead: (name, until) =>
        `قُبلت شهادة الشريك ${name} ووقّعتها المنصة، فأصبح الشريك نشطًا.\n\nالشهادة التي وقّعتها المنصة صالحة حتى ${until}.`,
    },
    REPLACED: {
      title: name => `شهادة جديدة للشريك ${name} قيد الاستخدام`,
      lead: (name, until) =>
        `قُبلت شهادة جديدة للشريك ${name} ووقّعتها المنصة. تبقى السابقة في السجل ولم تعد مستخدمة.\n\nالشهادة التي وقّعتها المنصة صالحة حتى ${until}. إن لم يرفعها أحد منكم، فأبلغوا الإدارة فورًا.`,
    },
    name: (code, organisation) => `${apart(code)} (${apart(organisation)})`,
    facts: {
      code: 'الشريك',
      organisation: 'المؤسسة',
      certificate: 'شهادة',
      until: 'وقّعتها المنصة، صالحة حتى',
    },
    steps: [
      'نزّل الشهادة التي وقّعتها المنصة.',
      'ثبّتها حيث توقّع رسائلك إلى المنصة.',
      'ارفع شهادة من جديد قبل انتهاء هذه.',
    ],
    button: 'الذهاب إلى الشهادات',
    why: code => `وصلتك هذه الرسالة لأن هذا العنوان هو عنوان الاتصال بالشريك ${apart(code)}.`,
  },
}

/** Tells a partner, in its language, that a certificate came into use and until when it is good (partner-management §3.8). */
export function certificateMail(mail: CertificateMail): Mail {
  const { kind, language, code, organisation, issuedTo, signedUntil, url } = mail
  const own = words[language]
  const { title, lead } = own[kind]
  const name = own.name(code, organisation)
  const until = instantInWords(language, signedUntil)
  const subject = title(name)
  return {
    subject,
    ...mailPage({
      language,
      title: subject,
      lead: lead(name, until),
      facts: [
        [own.facts.code, code],
        [own.facts.organisation, organisation],
        [own.facts.certificate, issuedTo],
        [own.facts.until, until],
      ],
      steps: own.steps,
      button: { label: own.button, url },
      why: own.why(code),
    }),
  }
}
