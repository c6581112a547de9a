import { testNoticed } from './support/notice-variant.ts';

testNoticed('start at the latest record');
