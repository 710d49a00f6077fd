import { useI18n } from 'vue-i18n'

/** What a permission lets a program do, in words; one we do not know yet keeps its own name. */
export function usePermissionText() {
  const { t, te } = useI18n()
  return (permission: string) =>
    te(`apiTokens.permission.${permission}`) ? t(`apiTokens.permission.${permission}`) : permission
}
