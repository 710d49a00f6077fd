import { counted } from '../../../platform/i18n/counted.ts'
import type { CertificateNames, NoticeWords } from './words.ts'

const certificates = (n: number) =>
  counted('ar', n, {
    zero: 'لا شهادات',
    one: 'شهادة واحدة',
    two: 'شهادتان',
    few: '{n} شهادات',
    many: '{n} شهادة',
    other: '{n} شهادة',
  })
const items = (n: number) =>
  counted('ar', n, {
    zero: 'لا عناصر',
    one: 'عنصر واحد',
    two: 'عنصران',
    few: '{n} عناصر',
    many: '{n} عنصرًا',
    other: '{n} عنصر',
  })
/** After a preposition. */
const inDays = (n: number) =>
  counted('ar', n, { one: 'يوم واحد', two: 'يومين', few: '{n} أيام', many: '{n} يومًا', other: '{n} يوم' })
const owner = ({ organisation, partner }: CertificateNames) => `${organisation} (${partner})`
const list = (entries: readonly string[]) => new Intl.ListFormat('ar').format(entries)

const left = (days: number) => (days === 0 ? 'اليوم' : days === 1 ? 'غدًا' : `بعد ${inDays(days)}`)

export const ar: NoticeWords = {
  hello: name => (name ? `مرحبًا ${name}،` : 'مرحبًا،'),
  left,
  kinds: {
    ROOT_CERTIFICATE: {
      name: 'شهادة جذر',
      title: ({ issuedTo }, { day, last }) =>
        last ? `تنتهي صلاحية شهادة الجذر ${issuedTo} اليوم، ${day}` : `استبدل شهادة الجذر ${issuedTo} قبل ${day}`,
      lead: ({ issuedTo, code }, { left }) =>
        `تنتهي صلاحية شهادة الجذر ${issuedTo} (${code}) في مخزن الثقة ${left}.\n\nبعد ذلك لا يُقبل أي شيء يعود إليها: لا الشهادات الوسيطة تحتها، ولا شهادات الشركاء التي ليس لها طريق آخر إلى جذر.`,
      button: 'فتح شهادة الجذر',
      steps: ({ issuedTo }) => [
        `احصل على الشهادة التي تخلف ${issuedTo} من الجهة التي تديرها.`,
        'ارفعها في مخزن الثقة قبل انتهاء القديمة.',
        'أبلغ الشركاء الذين تعود شهاداتهم إلى القديمة بأنهم يحتاجون إلى شهادات جديدة.',
      ],
    },
    INTERMEDIATE_CERTIFICATE: {
      name: 'شهادة وسيطة',
      title: ({ issuedTo }, { day, last }) =>
        last
          ? `تنتهي صلاحية الشهادة الوسيطة ${issuedTo} اليوم، ${day}`
          : `استبدل الشهادة الوسيطة ${issuedTo} قبل ${day}`,
      lead: ({ issuedTo, code }, { left }) =>
        `تنتهي صلاحية الشهادة الوسيطة ${issuedTo} (${code}) في مخزن الثقة ${left}.\n\nبعد ذلك لا تُقبل شهادات الشركاء التي لا تصل إلى جذر إلا من خلالها.`,
      button: 'فتح الشهادة الوسيطة',
      steps: ({ issuedTo, issuedBy }) => [
        `احصل على الشهادة التي تخلف ${issuedTo} من جهة إصدارها، ${issuedBy}.`,
        'ارفعها في مخزن الثقة قبل انتهاء القديمة.',
        'أبلغ الشركاء الذين أصدرت لهم شهاداتهم بأنهم يحتاجون إلى شهادات جديدة.',
      ],
    },
    PARTNER_CERTIFICATE: {
      name: 'شهادة الشريك الأصلية',
      title: ({ partner }, { day, last }) =>
        last ? `تنتهي صلاحية شهادة ${partner} اليوم، ${day}` : `استبدل شهادة ${partner} قبل ${day}`,
      lead: (names, { left }) =>
        `تنتهي صلاحية شهادة ${owner(names)} ${left}. هذه هي الشهادة الأصلية كما رفعتها.\n\nبعد ذلك يُرفض ما توقّعه بها.`,
      button: 'استبدال الشهادة',
      steps: ({ organisation }, life) => [
        `احصل على شهادة جديدة من جهة الإصدار. يجب أن تذكر ${organisation} اسمًا للمؤسسة بهذا النص تمامًا، وألا تقل مدة صلاحيتها المتبقية عن ${inDays(life)}.`,
        'افحص الملف في صفحة الشهادات. لا يُحفظ شيء قبل موافقتك.',
        'ارفعها، ثم نزّل النسخة التي توقّعها المنصة وثبّتها حيث توقّع.',
      ],
    },
    SIGNED_CERTIFICATE: {
      name: 'شهادة وقّعتها المنصة',
      title: ({ partner }, { day, last }) =>
        last
          ? `تنتهي صلاحية شهادة ${partner} التي وقّعتها المنصة اليوم، ${day}`
          : `جدّد شهادة ${partner} التي وقّعتها المنصة قبل ${day}`,
      lead: (names, { left }) =>
        `تنتهي صلاحية شهادة ${owner(names)} التي وقّعتها المنصة ${left}. هذه هي النسخة التي وقّعتها المنصة، لا الأصل الذي رفعته.\n\nبعد ذلك يُرفض ما توقّعه بها.`,
      button: 'تجديد الشهادة',
      steps: () => [
        'افتح صفحة الشهادات واختر استبدال الشهادة.',
        'ارفع الشهادة المستخدمة حاليًا مرة أخرى، أو شهادة أحدث منها. توقّعها المنصة من جديد.',
        'نزّل النسخة الجديدة التي وقّعتها المنصة وثبّتها حيث توقّع.',
      ],
    },
    CERTIFICATE_UNANCHORED: {
      name: 'شهادة بلا جذر موثوق',
      title: ({ partner }) => `لم تعد شهادة ${partner} تعود إلى جذر موثوق`,
      lead: names =>
        `فُحصت شهادة ${owner(names)} من جديد. لم يعد في مخزن الثقة جذر موثوق فوقها.\n\nلذلك لم تعد مقبولة. لم يُعطَّل شريككم، ولم يُحذف شيء.`,
      button: 'فتح الشهادات',
      steps: () => [
        'اسأل أحد المسؤولين عمّا حدث للجذر أو للشهادة الوسيطة تحته.',
        'إن لم تعد الثقة إليه، فاحصل على شهادة من جهة إصدار أخرى وارفعها.',
      ],
    },
  },
  facts: {
    expires: 'تنتهي في',
    found: 'اكتُشف في',
    certificate: 'الشهادة',
    issuedTo: 'صادرة إلى',
    issuedBy: 'صادرة من',
    partner: 'الشريك',
    code: 'المعرّف',
  },
  digest: {
    expiring: (n, first) =>
      counted('ar', n, {
        one: `شهادة واحدة تنتهي صلاحيتها في ${first}`,
        two: `شهادتان تنتهي صلاحيتهما، أولاهما في ${first}`,
        other: `${certificates(n)} تنتهي صلاحيتها، أولها في ${first}`,
      }),
    unanchored: n =>
      counted('ar', n, {
        one: 'شهادة واحدة لم تعد تعود إلى جذر موثوق',
        two: 'شهادتان لم تعودا تعودان إلى جذر موثوق',
        other: `${certificates(n)} لم تعد تعود إلى جذر موثوق`,
      }),
    expiringLead: n =>
      `تقترب من الانتهاء شهادات تتولى أمرها، وعددها ${n}. نخبرك بها في رسالة واحدة.\n\nبعد انتهاء كل منها يُرفض ما وُقّع بها أو ما يعود إليها.`,
    unanchoredLead: n =>
      `لم يعد في مخزن الثقة جذر موثوق فوق شهادات تتولى أمرها، وعددها ${n}، فلم تعد مقبولة. لم يُعطَّل أي شريك.`,
    heading: 'الشهادات',
    steps: ['افتح إشعاراتك، فكل إشعار يقود إلى شهادته.', 'ابدأ بالأقرب انتهاءً.'],
  },
  weekly: {
    title: (n, before) =>
      counted('ar', n, {
        one: `عنصر واحد لدى الشركاء تنتهي صلاحيته قبل ${before}`,
        two: `عنصران لدى الشركاء تنتهي صلاحيتهما قبل ${before}`,
        other: `${items(n)} لدى الشركاء تنتهي صلاحيتها قبل ${before}`,
      }),
    lead: (n, from, to) =>
      `من ${from} إلى ${to} تنتهي صلاحية عناصر لدى الشركاء، وعددها ${n}.\n\nيُبلَّغ الشركاء أنفسهم. يبيّن لك هذا الملخص من قد يحتاج إلى كلمة منك.`,
    heading: 'الأقرب انتهاءً',
    button: 'عرض الأسبوع كله',
  },
  comma: '، ',
  more: n => counted('ar', n, { one: 'وواحدة أخرى', two: 'واثنتان أخريان', few: 'و{n} أخرى', other: 'و{n} أخرى' }),
  notices: 'فتح إشعاراتك',
  why: {
    administrator: 'وصلتك هذه الرسالة لأنك من المسؤولين.',
    partner: names => `وصلتك هذه الرسالة لأن حسابك تابع لـ ${owner(names)}.`,
    rhythm: ({ single, dailyFrom }) => {
      const days = list(single.map(day => (day === 0 ? 'اليوم الأخير' : String(day))))
      if (dailyFrom === null) return `نراسلك قبل الانتهاء بعدد من الأيام: ${days}.`
      const daily = `كل يوم ابتداءً من ${inDays(dailyFrom)} قبل الانتهاء حتى اليوم الأخير`
      return single.length === 0 ? `نراسلك ${daily}.` : `نراسلك قبل الانتهاء بعدد من الأيام: ${days}، ثم ${daily}.`
    },
    weekly: 'نراسلك مرة في الأسبوع عندما يقترب شيء من الانتهاء.',
  },
}
