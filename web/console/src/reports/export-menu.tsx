import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTexts } from '../texts/texts.tsx';

/** The page as a file: what it shows, no more and no less. */
export function ExportMenu({ what, query }: { what: 'figures' | 'cases' | 'agents'; query: string }) {
  const { t } = useTexts();
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />}>
          {t('reports.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['xlsx', 'csv', 'pdf'] as const).map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={`/api/reports/exports/${what}?${query}&format=${format}`}
            download
          >
            {t(`reports.format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
