import { ActionIcon, Menu } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** Minutes that are offered; more exact than this nobody can say beforehand. */
const minutes = [5, 10, 15, 20, 30, 45, 60, 90, 120, 240];

/** Corrects one field of the diagnosis with a value that the policy knows; nothing for fields that it asks nothing about. */
export function CorrectField(props: { field: string; name: string; choose: (value: string) => void }) {
  const { t } = useTexts();
  const { field, name, choose } = props;
  const known = usePolicy().data?.diagnosisChoices.find((one) => one.field === field)?.choices ?? [];
  const choices =
    field === 'minutes'
      ? minutes.map((count) => ({ value: String(count), label: t('inbox.minutes', { count }) }))
      : known.map(({ value, label }) => ({ value, label: t(`value.${value}`, { defaultValue: label }) }));
  if (choices.length === 0) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon size="xs" variant="subtle" color="gray" aria-label={t('drs.correct', { field: name })}>
          <IconPencil size={13} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className="drs-choices">
        {choices.map(({ value, label }) => (
          <Menu.Item key={value} onClick={() => choose(value)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
