import { drawn } from '../../profile/testing/drawn';

/** Nodes: 0 total 50, 1 main 30, 2 json.Marshal 20, 3 json.Marshal 18, 4 read 10, 5 gc 20. */
export const marshaling = () =>
  drawn(`
    [total                                           ]
    [main                        ][gc                ]
    [json.Marshal      ][read    ]
      [json.Marshal    ]
  `);
