import { mailPage, type Mail } from '../../notification/index.ts'
import { apart } from '../../platform/i18n/apart.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { Addressee } from './partner-post.ts'

/** What the mail about a decision speaks of. */
export interface DecisionMail extends Addressee {
  decision: 'DEACTIVATED' | 'REACTIVATED'
  reason: string
  /** The portal's address. */
  portal: string
}

interface Words {
  title(name: string): string
  lead(name: string): string
  steps: string[]
}

interface LanguageWords {
  DEACTIVATED: Words
  REACTIVATED: Words
  name(code: string, organisation: string): string
  facts: { code: string; organisation: string; reason: string }
  button: string
  why(code: string): string
}

const words: Record<Language, LanguageWords> = {
  en: {
    DEACTIVATED: {
      title: name => `Your partner ${name} has been deactivated`,
      lead: name =>
        `An administrator has deactivated ${name}.\n\nUntil it is reactivated, it can neither upload nor download certificates, and nothing new is accepted from it. Nothing has been deleted, and its people can go on signing in.`,
      steps: [
        'Read the reason below.',
        'Contact the administration to settle it. Only an administrator can reactivate.',
      ],
    },
    REACTIVATED: {
      title: name => `Your partner ${name} is active again`,
      lead: name =>
        `An administrator has reactivated ${name}.\n\nEverything it had before counts again: its certificate, its downloads and what it may ask for.`,
      steps: ['Sign in and look whether your certificate is still valid.'],
    },
    name: (code, organisation) => `${code} (${organisation})`,
    facts: { code: 'Partner', organisation: 'Organisation', reason: 'Reason' },
    button: 'Open the portal',
    why: code => `You get this mail because this is the contact address of the partner ${code}.`,
  },
  fr: {
    DEACTIVATED: {
      title: name => `Votre partenaire ${name} a été désactivé`,
      lead: name =>
        `Une personne de l’administration a désactivé ${name}.\n\nJusqu’à sa réactivation, il ne peut ni charger ni télécharger de certificats, et rien de nouveau n’est accepté de sa part. Rien n’a été supprimé, et ses membres peuvent toujours se connecter.`,
      steps: [
        'Lisez le motif ci-dessous.',
        'Contactez l’administration pour régler la situation. Elle seule peut réactiver un partenaire.',
      ],
    },
    REACTIVATED: {
      title: name => `Votre partenaire ${name} est de nouveau actif`,
      lead: name =>
        `Une personne de l’administration a réactivé ${name}.\n\nTout ce qu’il avait auparavant compte de nouveau : son certificat, ses téléchargements et ses démarches.`,
      steps: ['Connectez-vous et vérifiez que votre certificat est encore valable.'],
    },
    name: (code, organisation) => `${code} (${organisation})`,
    facts: { code: 'Partenaire', organisation: 'Organisation', reason: 'Motif' },
    button: 'Ouvrir le portail',
    why: code => `Vous recevez ce courriel parce que cette adresse est celle du contact du partenaire ${code}.`,
  },
  ar: {
    DEACTIVATED: {
      title: name => `عُطِّل شريككم ${name}`,
      lead: name =>
        `عطّلت الإدارة الشريك ${name}.\n\nإلى أن يُعاد تنشيطه لا يمكنه رفع الشهادات ولا تنزيلها، ولا يُقبل منه شيء جديد. لم يُحذف شيء، ويمكن لأفراده مواصلة تسجيل الدخول.`,
      steps: ['اقرأ السبب أدناه.', 'تواصل مع الإدارة لتسوية الأمر. إعادة التنشيط بيد الإدارة وحدها.'],
    },
    REACTIVATED: {
      title: name => `عاد شريككم ${name} نشطًا`,
      lead: name =>
        `أعادت الإدارة تنشيط الشريك ${name}.\n\nكل ما كان له من قبل عاد ساريًا: شهادته وتنزيلاته وما يحق له طلبه.`,
      steps: ['سجّل الدخول وتحقق من أن شهادتك ما زالت صالحة.'],
    },
    name: (code, organisation) => `${apart(code)} (${apart(organisation)})`,
    facts: { code: 'الشريك', organisation: 'المؤسسة', reason: 'السبب' },
    button: 'فتح البوابة',
    why: code => `وصلتك هذه الرسالة لأن هذا العنوان هو عنوان الاتصال بالشريك ${apart(code)}.`,
  },
}

/** Tells a partner, in its language, that it was deactivated or reactivated, and why. */
export function decisionMail({ decision, language, code, organisation, reason, portal }: DecisionMail): Mail {
  const own = words[language]
  const { title, lead, steps } = own[decision]
  const name = own.name(code, organisation)
  const subject = title(name)
  return {
    subject,
    ...mailPage({
      language,
      title: subject,
      lead: lead(name),
      facts: [
        [own.facts.code, code],
        [own.facts.organisation, organisation],
        [own.facts.reason, reason],
      ],
      steps,
      button: { label: own.button, url: portal },
      why: own.why(code),
    }),
  }
}
