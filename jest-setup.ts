import './.config/jest-setup';
import { configure } from '@testing-library/react';

// What is waited for ends the wait; on a busy machine code that is loaded late takes longer than the second it has by itself.
configure({ asyncUtilTimeout: 20_000 });
