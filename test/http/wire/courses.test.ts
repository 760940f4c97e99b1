import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { coursesBody } from '../../../src/http/courses/routes.ts';
import type { Courses } from '../../../web/shared/wire/course.ts';
import type { Same } from './same.ts';

const same: Same<z.output<typeof coursesBody>, Courses> = true;

describe('the JSON of dates of courses', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(same).toBe(true);
  });
});
