import { Group, Paper, Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** How a figure stands to its target. */
export type Tone = 'good' | 'bad' | 'plain';

const colors: Record<Tone, string | undefined> = { good: 'green', bad: 'red', plain: undefined };

/** One figure: what it is, how much, how it stands, and where the cases behind it are. */
export function StatTile(props: {
  label: string;
  value: ReactNode;
  tone?: Tone;
  /** A line under the figure: the target, the period. */
  hint?: ReactNode;
  /** Change against the period before, already in words ("12 %"), and whether it went up. */
  trend?: { readonly text: string; readonly isUp: boolean; readonly tone: Tone };
  to?: string;
}) {
  const { label, value, tone = 'plain', hint, trend, to } = props;
  const Arrow = trend?.isUp ? IconArrowUpRight : IconArrowDownRight;
  const body = (
    <>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Group gap="xs" align="baseline">
        <Text component="span" fz={28} fw={700} lh={1.3} c={colors[tone]} className="ticking">
          {value}
        </Text>
        {trend && (
          <Text component="span" size="sm" c={colors[trend.tone] ?? 'dimmed'} className="delivery">
            <Arrow size={15} aria-hidden /> {trend.text}
          </Text>
        )}
      </Group>
      {hint && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </>
  );
  if (to === undefined) {
    return (
      <Paper withBorder p="md" className="stat-tile">
        {body}
      </Paper>
    );
  }
  return (
    <Paper withBorder p="md" className="stat-tile" component={Link} to={to}>
      {body}
    </Paper>
  );
}
