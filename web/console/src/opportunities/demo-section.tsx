import { Badge, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconPresentation } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Demo, DemoTerms, Opportunity } from '../../../shared/wire/opportunity.ts';
import { useNotice } from '../parts/notice.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useConfirmDemo } from './use-opportunities.ts';

const DemoDialog = lazy(async () => ({ default: (await import('./demo-dialog.tsx')).DemoDialog }));

/** The demo of an opportunity: asked for, its attendance rules ticked, confirmed (EXS-56, EXS-58). */
export function DemoSection({ one, terms }: { one: Opportunity; terms: DemoTerms | null }) {
  const { t } = useTexts();
  const mayPlan = useMay('opportunities.plan') && terms !== null;
  const [isOpen, open] = useState(false);
  const { demo } = one;
  if (demo === null && !mayPlan) return null;
  return (
    <Stack gap="xs" my="xs">
      {demo !== null && (
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {t('opportunities.demo.title')}
          </Text>
          <Badge color={demo.state === 'confirmed' ? 'green' : 'orange'} variant="light">
            {t(`opportunities.demo.${demo.state}`)}
          </Badge>
          <Text size="sm">
            {t('opportunities.demo.line', {
              audience: demo.audience.label,
              people: t('opportunities.demo.people', { count: demo.attendees }),
              minutes: demo.minutes,
            })}
          </Text>
        </Group>
      )}
      {/* A changed demo begins with nothing ticked. */}
      {demo !== null && (
        <Rules key={one.demoVersion} one={one} demo={demo} mayPlan={mayPlan} change={() => open(true)} />
      )}
      {demo === null && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPresentation size={16} aria-hidden />}
            onClick={() => open(true)}
          >
            {t('opportunities.demo.ask')}
          </Button>
        </Group>
      )}
      <Suspense>
        {isOpen && terms !== null && <DemoDialog one={one} terms={terms} close={() => open(false)} />}
      </Suspense>
    </Stack>
  );
}

function Rules(props: { one: Opportunity; demo: Demo; mayPlan: boolean; change: () => void }) {
  const { one, demo, mayPlan, change } = props;
  const { t } = useTexts();
  const notice = useNotice();
  const work = useConfirmDemo(one.id);
  const isConfirmed = demo.state === 'confirmed';
  const [met, setMet] = useState<readonly string[]>([]);
  const isTicked = ({ code, isMet }: Demo['rules'][number]) => (isConfirmed ? isMet : met.includes(code));
  const tick = (code: string, isOn: boolean) =>
    setMet((before) => (isOn ? [...before, code] : before.filter((other) => other !== code)));
  const confirm = () =>
    work.mutate(
      { version: one.demoVersion, met: [...met] },
      { onSuccess: () => notice(t('opportunities.demo.isConfirmed')) },
    );
  return (
    <Stack gap={6}>
      {demo.rules.length > 0 && !isConfirmed && (
        <Text size="xs" c="dimmed">
          {t('opportunities.demo.rules')}
        </Text>
      )}
      {demo.rules.map((rule) => (
        <Checkbox
          key={rule.code}
          size="xs"
          label={rule.label}
          checked={isTicked(rule)}
          disabled={isConfirmed || !mayPlan}
          onChange={(event) => tick(rule.code, event.currentTarget.checked)}
        />
      ))}
      {mayPlan && (
        <Group gap="xs" mt={4}>
          {!isConfirmed && (
            <Button size="xs" loading={work.isPending} disabled={!demo.rules.every(isTicked)} onClick={confirm}>
              {t('opportunities.demo.confirm')}
            </Button>
          )}
          <Button variant="default" size="xs" onClick={change}>
            {t('opportunities.demo.change')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
