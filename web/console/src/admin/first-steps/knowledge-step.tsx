import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { useTexts } from '../../texts/texts.tsx';

/** Where entries are seen, written and taken in from files. */
export function KnowledgeStep() {
  const { t } = useTexts();
  return (
    <Group>
      <Button component={Link} to="/knowledge" variant="default">
        {t('firstSteps.knowledge.go')}
      </Button>
    </Group>
  );
}
