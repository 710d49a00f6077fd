import type { RegistrationTexts } from './texts.ts'

export const french: RegistrationTexts = {
  title: 'Inscrire votre organisation',
  lede: 'Tout se trouve sur cette page. Comptez deux minutes environ ; ensuite, vous confirmez votre adresse e-mail et vous vous connectez.',
  problems: 'Certaines réponses sont à corriger',
  aboutYou: 'Vous',
  aboutOrganisation: 'Votre organisation',
  aboutAccount: 'Votre compte',
  labels: {
    firstName: 'Prénom',
    lastName: 'Nom de famille',
    organisation: 'Nom de l’organisation',
    type: 'Type de partenaire',
    address: 'Adresse',
    email: 'Adresse e-mail',
    phone: 'Numéro de téléphone',
    language: 'Langue de nos messages',
    username: 'Nom d’utilisateur',
    password: 'Mot de passe',
    passwordAgain: 'Mot de passe, encore une fois',
  },
  hints: {
    organisation: 'Exactement comme dans le champ O de votre certificat. Il ne pourra plus être modifié.',
    phone: 'Avec l’indicatif du pays, comme +33 1 23 45 67 89.',
    email: 'Nous y envoyons un lien. Elle sert aussi à vous connecter.',
    username:
      'C’est aussi votre identifiant de partenaire : les autres systèmes vous connaîtront sous ce nom. Lettres, chiffres, points, tirets ou traits de soulignement, 36 au maximum.',
    password: 'Au moins 12 caractères. Plusieurs mots sans rapport entre eux conviennent bien.',
  },
  chooseType: 'Choisir un type',
  typesTitle: 'À quoi sert chaque type',
  types: {
    Auth_Partner: {
      name: 'Partenaire d’authentification',
      purpose: 'Vérifie l’identité des personnes pour ses propres services, comme une banque ou un hôpital.',
    },
    Credential_Partner: {
      name: 'Partenaire de justificatifs',
      purpose: 'Reçoit les justificatifs des résidents qui l’acceptent et en fait des cartes ou des documents.',
    },
    Online_Verification_Partner: {
      name: 'Partenaire de vérification en ligne',
      purpose: 'Vérifie les justificatifs présentés en ligne.',
    },
    ABIS_Partner: {
      name: 'Partenaire ABIS',
      purpose: 'Assure la comparaison biométrique qui repère les doubles inscriptions.',
    },
    Manual_Adjudication: {
      name: 'Décision manuelle',
      purpose: 'Fait trancher par des personnes les cas où la comparaison biométrique hésite.',
    },
    Print_Partner: { name: 'Partenaire d’impression', purpose: 'Imprime les cartes d’identité et les courriers.' },
    Binding_Partner: {
      name: 'Partenaire de rattachement',
      purpose: 'Rattache un portefeuille de téléphone à l’identité de son propriétaire.',
    },
    SDK_Partner: {
      name: 'Partenaire SDK',
      purpose: 'Fournit les logiciels qui contrôlent la qualité des empreintes, des iris et des visages.',
    },
    MISP_Partner: {
      name: 'Partenaire MISP',
      purpose: 'Transmet au système d’identité les demandes d’authentification des partenaires.',
    },
    Device_Provider: {
      name: 'Fournisseur d’appareils',
      purpose: 'Fabrique ou vend les appareils qui relèvent empreintes, iris ou visages.',
    },
    FTM_Provider: {
      name: 'Fournisseur de puces FTM',
      purpose: 'Fabrique les puces de confiance que ces appareils contiennent.',
    },
  },
  strength: 'Difficulté à deviner',
  strengths: [
    'Très facile à deviner',
    'Facile à deviner',
    'Pas assez difficile à deviner',
    'Difficile à deviner',
    'Très difficile à deviner',
  ],
  button: 'Inscrire l’organisation',
  haveAccount: 'Vous avez un compte ? Connectez-vous',
  asideTitle: 'La suite',
  aside: [
    'Vous recevez un message avec un lien. Confirmez-le dans les 48 heures.',
    'Connectez-vous et acceptez les conditions ; certains types choisissent un groupe de politiques.',
    'Chargez votre certificat : votre organisation devient alors active.',
  ],
  faults: {
    'firstName.MISSING': 'Il manque votre prénom. Saisissez-le.',
    'firstName.TOO_LONG': 'Le prénom dépasse 128 caractères. Raccourcissez-le.',
    'lastName.MISSING': 'Il manque votre nom de famille. Saisissez-le.',
    'lastName.TOO_LONG': 'Le nom de famille dépasse 128 caractères. Raccourcissez-le.',
    'organisation.MISSING': 'Il manque le nom de l’organisation. Saisissez-le exactement comme sur votre certificat.',
    'organisation.TOO_LONG': 'Le nom de l’organisation dépasse 128 caractères. Raccourcissez-le.',
    'organisation.CHARACTERS':
      'Le nom de l’organisation contient un signe non admis. Utilisez des lettres, des chiffres, des espaces et . , @ # & ( ) - \' ? ! " : ; =',
    'type.MISSING': 'Il manque le type de partenaire. Choisissez-en un.',
    'address.MISSING': 'Il manque l’adresse. Saisissez-la.',
    'address.TOO_LONG': 'L’adresse dépasse 2 000 caractères. Raccourcissez-la.',
    'address.CHARACTERS': 'L’adresse contient un signe non admis, comme < ou {. Retirez-le.',
    'email.MISSING': 'Il manque votre adresse e-mail. Saisissez-la.',
    'email.TOO_LONG': 'L’adresse e-mail dépasse 254 caractères. Saisissez-en une plus courte.',
    'email.FORMAT': 'Cette adresse e-mail n’est pas complète. Écrivez-la comme nom@exemple.org.',
    'phone.MISSING': 'Il manque le numéro de téléphone. Saisissez-le, comme +33 1 23 45 67 89.',
    'phone.TOO_LONG': 'Le numéro de téléphone dépasse 16 caractères, sans compter les espaces. Corrigez-le.',
    'phone.FORMAT':
      'Le numéro de téléphone contient d’autres signes que des chiffres. Utilisez +, des chiffres, des espaces et des tirets, comme +33 1 23 45 67 89.',
    'language.UNKNOWN': 'Nous n’écrivons pas encore dans cette langue. Choisissez-en une dans la liste.',
    'username.MISSING': 'Il manque le nom d’utilisateur. Choisissez-en un.',
    'username.SPACES':
      'Le nom d’utilisateur contient une espace. Mettez un tiret ou un trait de soulignement à la place.',
    'username.TOO_LONG': 'Le nom d’utilisateur dépasse 36 caractères. Choisissez-en un plus court.',
    'username.CHARACTERS':
      'Le nom d’utilisateur contient un signe non admis. Commencez par une lettre ou un chiffre ; utilisez des lettres, des chiffres, des points, des tirets et des traits de soulignement.',
    'username.TAKEN': 'Ce nom d’utilisateur est déjà pris. Choisissez-en un autre.',
    'password.MISSING': 'Il manque le mot de passe. Choisissez-en un.',
    'password.TOO_SHORT': 'Le mot de passe a moins de 12 caractères. Allongez-le, par exemple d’un mot.',
    'password.TOO_LONG': 'Le mot de passe dépasse 256 caractères. Choisissez-en un plus court.',
    'password.GUESSABLE': 'Ce mot de passe est facile à deviner. Choisissez plusieurs mots sans rapport entre eux.',
    'passwordAgain.DIFFERENT': 'Les deux mots de passe diffèrent. Saisissez deux fois le même.',
  },
  sent: {
    title: 'Consultez votre messagerie',
    lede: email => `Nous avons écrit à ${email}. Suivez le lien du message dans les 48 heures.`,
    next: [
      'Le message peut prendre quelques minutes. Regardez aussi parmi les indésirables.',
      'Si l’adresse est fausse, ou si le lien ne sert plus, inscrivez-vous de nouveau : la dernière inscription compte.',
    ],
    again: 'S’inscrire de nouveau',
  },
  confirm: {
    title: 'Confirmez votre inscription',
    text: 'Votre compte sera créé et vous pourrez vous connecter.',
    button: 'Confirmer l’inscription',
    username: 'Nom d’utilisateur et identifiant de partenaire',
    organisation: 'Organisation',
    password: 'Le mot de passe choisi lors de l’inscription',
    wrong: 'Ce n’est pas le mot de passe de l’inscription. Vérifiez-le et réessayez, ou inscrivez-vous de nouveau.',
    missing:
      'Il manque le mot de passe. Ce navigateur n’est pas celui de votre inscription, c’est pourquoi nous le demandons.',
  },
  stale: {
    title: 'Ce lien ne sert plus',
    text: 'Il a déjà servi, un lien plus récent l’a remplacé ou il a plus de 48 heures. Si vous l’avez confirmé, connectez-vous. Sinon, inscrivez-vous de nouveau ; vous recevrez un nouveau lien.',
    button: 'S’inscrire de nouveau',
  },
  ready: {
    title: 'Votre compte est prêt',
    text: 'Connectez-vous avec votre nom d’utilisateur ou votre adresse e-mail et le mot de passe que vous avez choisi.',
    button: 'Se connecter',
  },
  wait: time => `Il y a eu trop d’essais. Attendez ${time}, puis réessayez.`,
  busy: 'Beaucoup de personnes sont à l’œuvre en ce moment. Réessayez dans un instant.',
}
