import { RingProgress, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of a whole as a ring: the work clock, the month's quota. `label` says it in words. */
export function Ring(props: {
  value: number;
  limit: number;
  label: string;
  color?: string;
  size?: number;
  children?: ReactNode;
}) {
  const { value, limit, label, color = 'cyan', size = 92, children } = props;
  const part = limit > 0 ? Math.min(100, Math.max(0, (value / limit) * 100)) : 0;
  return (
    <RingProgress
      size={size}
      thickness={8}
      roundCaps={part > 0}
      role="img"
      aria-label={label}
      sections={[{ value: part, color }]}
      label={
        <Text component="div" ta="center" size="sm" fw={700} className="ticking">
          {children}
        </Text>
      }
    />
  );
}
