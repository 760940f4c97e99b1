import { PasswordInput } from '@mantine/core';
import { useTexts } from '../texts/texts.tsx';

/** A password that is being chosen, with what it must be like. */
export function NewPassword(props: {
  value: string;
  change: (password: string) => void;
  length: number;
  label?: string;
  isFirst?: boolean;
}) {
  const { t } = useTexts();
  const { value, change, length, label, isFirst = false } = props;
  const size = [...value].length;
  return (
    <PasswordInput
      label={label ?? t('signIn.newPassword')}
      description={t('signIn.passwordRule', { count: length })}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      error={size > 0 && size < length ? t('signIn.tooShort', { count: length - size }) : undefined}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
      required
      autoFocus={isFirst}
    />
  );
}
