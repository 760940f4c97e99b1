import type { Notice } from '../../../shared/wire/notice.ts';
import { useTexts } from '../texts/texts.tsx';

/** Words a notice from its kind and its facts. */
export function useNoticeText(): (notice: Notice) => string {
  const { t } = useTexts();
  return ({ kind, facts }) =>
    t(`noticeKind.${kind.replaceAll('.', '_')}`, { ...facts, defaultValue: t('notices.other') });
}
