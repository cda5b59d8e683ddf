INSERT INTO branch (case_id, name, base, base_version, version, made_at, made_by, dropped)
VALUES ('harbour', 'main', NULL, NULL, 3, '2026-11-23T16:37:44.422651Z', '249d6084e498f8b8', false)
--;
INSERT INTO branch (case_id, name, base, base_version, version, made_at, made_by, dropped)
VALUES ('harbour', 'other', 'main', 3, 1, '2026-11-23T16:37:44.476603Z', '249d6084e498f8b8', false)
--;
INSERT INTO entry (case_id, audience, seq, at, by, kind, body, prev, hash)
VALUES ('harbour', 'staff', 1, '2026-11-23T16:37:44.422651Z', '249d6084e498f8b8', 'brought', '{"contents":["2a018f8b2c0c888db304f434aba1c0f4aa63b54a69392e25ccef207c79ea3906"],"of":"a214b797904ee3fae1a03e16be3bf163492f3eeae0f75180b2ad90ba86a3b0a0"}', '0000000000000000000000000000000000000000000000000000000000000000', 'f2305f1134f7a8e4e7e42467aeca12e5fae6301087999c703e6feec1d190396a')
--;
INSERT INTO entry (case_id, audience, seq, at, by, kind, body, prev, hash)
VALUES ('harbour', 'staff', 2, '2026-11-23T16:37:44.452498Z', '249d6084e498f8b8', 'edited', '{"contents":["f0734e936c2c48cb4bab636982fd356120aa88d1519a3fd7a61a190f18b0d397"],"of":"b30027497157fcfa1d3018aa3ee9b2f220cf8d7ce42d0f28320f441f542c3b8c"}', 'f2305f1134f7a8e4e7e42467aeca12e5fae6301087999c703e6feec1d190396a', '7509af4c7bf528195d3222a5300c81b8e7b556da24085a79cfcb83d8d9596d57')
--;
INSERT INTO entry (case_id, audience, seq, at, by, kind, body, prev, hash)
VALUES ('harbour', 'staff', 3, '2026-11-23T16:37:44.464548Z', '249d6084e498f8b8', 'undone', '{"contents":["2a018f8b2c0c888db304f434aba1c0f4aa63b54a69392e25ccef207c79ea3906"],"of":"6044e915b15f2d6dc124b1807678342063a7ff23ecef2409e0e0921aa339bee4"}', '7509af4c7bf528195d3222a5300c81b8e7b556da24085a79cfcb83d8d9596d57', 'b6b15945e972e949f940e04e0fe239afa5f4bc53637564bce2e3cb2a55297f29')
--;
INSERT INTO entry (case_id, audience, seq, at, by, kind, body, prev, hash)
VALUES ('harbour', 'staff', 4, '2026-11-23T16:37:44.476603Z', '249d6084e498f8b8', 'branched', '{"contents":["2a018f8b2c0c888db304f434aba1c0f4aa63b54a69392e25ccef207c79ea3906"],"of":"3bf24856a81589a7c8ff71a8eb78edf94ece86226e49bd09da748d6dce422a43"}', 'b6b15945e972e949f940e04e0fe239afa5f4bc53637564bce2e3cb2a55297f29', '97ffb82ca261a04b03660ae34192b50b9737578c05699af02a675b561da80560')
--;
INSERT INTO entry (case_id, audience, seq, at, by, kind, body, prev, hash)
VALUES ('harbour', 'channel:A', 1, '2026-11-23T16:37:44.483554Z', '249d6084e498f8b8', 'message', '{"contents":[],"of":"ce1d23a45b11d132b778cc0953ad855280cff5224eb091d96179be9c316590ee"}', '0000000000000000000000000000000000000000000000000000000000000000', 'bf8e53f39423144967c3bd1638c2207e13943980d83d5ee93a46f0a9852b9dc6')
--;
INSERT INTO entry (case_id, audience, seq, at, by, kind, body, prev, hash)
VALUES ('harbour', 'channel:A', 2, '2026-11-23T16:37:44.515607Z', '249d6084e498f8b8', 'publication', '{"contents":[],"of":"08fc2f4cb018963ba9063b7390a7ad1e03c1fff8e83edac83669dfc61da66138"}', 'bf8e53f39423144967c3bd1638c2207e13943980d83d5ee93a46f0a9852b9dc6', '3470e112be5c2d24e913d5434d05260d7bdf9c28ea8efb75624092e10844dfaa')
--;
INSERT INTO entry (case_id, audience, seq, at, by, kind, body, prev, hash)
VALUES ('harbour', 'own:A', 1, '2026-11-23T16:37:44.524746Z', '05b476b4d99db11e', 'score', '{"contents":[],"of":"5c6ad6f520269dc32bb8bf5c3ee636bd677a8ea489137ebf04cfee5d91c191e1"}', '0000000000000000000000000000000000000000000000000000000000000000', '83b1f82625d1d161b84fd49001cd113aeac3290f6c59d65fdcfb2f4c456172c6')
--;
INSERT INTO entry (case_id, audience, seq, at, by, kind, body, prev, hash)
VALUES ('harbour', 'staff', 5, '2026-11-23T16:37:44.535583Z', '249d6084e498f8b8', 'document', '{"contents":["0aff9e4ef61b57b198bc0512350beb34d1a0475a0075cb66ab99f3a83fb0a333","06e1e44ef236dee9800232cd9d0d75ff620c2b1a09722fcf38184c8876a783ec","9add87f1d94a13344e868a8f89db5913cb4866cd43a438040cee753160f028c4","ec12770d1eda1b2047e179555dcb8c48285e1b282e86afdb8fc1c238bdbfeded"],"of":"593aa4d25712323cd80ed419e18e5b41d768c899c677fe8c649eea5ef27f9fef"}', '97ffb82ca261a04b03660ae34192b50b9737578c05699af02a675b561da80560', '9c820f2c4cb87bc73cf388320ed172aa46edc467db29c700056aaee44e90e59a')
--;
INSERT INTO entry (case_id, audience, seq, at, by, kind, body, prev, hash)
VALUES ('harbour', 'staff', 6, '2026-11-23T16:37:44.547465Z', '249d6084e498f8b8', 'decided', '{"contents":[],"of":"5efc332a69fca4a50958eb3f0bf406eeb4c2485f3b970ad669af5d9d8a1c63cc"}', '9c820f2c4cb87bc73cf388320ed172aa46edc467db29c700056aaee44e90e59a', '6e21be31bba99990fc670989ba9bf2f0fabbb4719c6a9f8901e945f745236894')
--;
INSERT INTO job (id, case_id, branch, version, digest, question, at, by, state, progress, answer, error, stopping, worker, lease, attempt, ended_at)
VALUES ('a17c234b306517ed', 'harbour', 'main', 3, '1bb2c76d103b6ddebe22d1423fbb20c9e35529171658a4d9edd2eb5b62a8996a', '{"verb":"find"}', '2026-11-23T16:37:44.562180Z', '249d6084e498f8b8', 'queued', NULL, NULL, NULL, false, NULL, NULL, 0, NULL)
--;
INSERT INTO kept_case (case_id, title, pepper, origin, disk_version, changed_at)
VALUES ('harbour', 'The harbour talks', <60b8105ddf9cfd6792e69beb0f02bcd1f40b059f658b6eea1c5c4d17e4dacabe>, NULL, 1, '2026-11-23T16:37:44.476603Z')
--;
INSERT INTO member (id, name, role, party, made_at, gone_at)
VALUES ('249d6084e498f8b8', 'Mira', 'mediator', NULL, '2026-11-23T16:37:44.416680Z', NULL)
--;
INSERT INTO member (id, name, role, party, made_at, gone_at)
VALUES ('05b476b4d99db11e', 'Dan', 'delegate', 'A', '2026-11-23T16:37:44.493931Z', NULL)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('2a018f8b2c0c888db304f434aba1c0f4aa63b54a69392e25ccef207c79ea3906', 'harbour', 'staff', <c7f2c1a8be8defb1c3db828668626791cb36b4ae2a4c11126733b3c08b8639e1>, <78017d8ecb6ec2400c45f7f31596d8a628204030bbe41bd855157288d1444c6c3433152ad1fc3b4e2a1edd54f2c28f73afef0cae4ec0896fe3d8f5e688912c380c8d7c0793bae475dc3b7aac20a13f47632e185247d11a80cac2c0d82b57058fdc660098014b484eafb5859a7c8fe1ac22928bfae916195f2ac6021cf9f6d0fca84701c72e7537e2839c549b956e889f744dfc46d77fe92aeb1389aa177e64fb1c4e417a0bcb72b9fa28175a055cc7706a39196fcaf97c57e6fcf59bf63f7e8abd567e3bf1776fcc6200>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('a214b797904ee3fae1a03e16be3bf163492f3eeae0f75180b2ad90ba86a3b0a0', 'harbour', 'staff', <af7f81122e4bb48e758b1cdab20847ff92dc7cc5ac59484f99bd4ec0f766fccf>, <7801ab564a2a4acc4bce50b252ca4dcccc53d2514acbcc492d56b28a56ca482c4aca2f2dd2ab4ccccd518ad5512a4b2d2acecccf53b232d4512acfa804ea50aa05009f5b1482>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('f0734e936c2c48cb4bab636982fd356120aa88d1519a3fd7a61a190f18b0d397', 'harbour', 'staff', <1a45bebf4d7d79502e2afe844df07804ef7b9116db71f8d52e129f67ab5d81a4>, <78017d8ecdaac2400c85f7f31401b755aae84567d7be824b9192b691294e13998e8896797763e5fe6d842cf2f39d9333839b1370e2dbe1d5f5a6c1812c380cb55c83895df43aeea9116e8db960881d0dd600141646c65e8f45f0c86d028019b084e8f45a5a28c9f718ce2a22b9a8896e91f157c5988123df56f55d3d3268bad83d882b39a936295d13ffd025f11fbafc4f17499fc8a07ae1ef6c87f114a4b7b0ca57eb79bed4cae0f60aa79693f157be58ecf2948eefb49ff829f646f9edc43f017b755de9>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('b30027497157fcfa1d3018aa3ee9b2f220cf8d7ce42d0f28320f441f542c3b8c', 'harbour', 'staff', <2937aa9eae2e3845d186ffddf69be73e58733f51ef65569fdfb8e489a02de585>, <7801ab564a2a4acc4bce50b252ca4dcccc53d2514acbcc492d56b28a56ca482c4aca2f2dd2ab4ccccd518ad5512a4b2d2acecccf53b232d2512acfa804ea0091b500e07015db>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('6044e915b15f2d6dc124b1807678342063a7ff23ecef2409e0e0921aa339bee4', 'harbour', 'staff', <5fa9ca60ba26f0c300afed9a130de2e39d433084e604a9ba373cd8a1233510e4>, <7801ab564a2a4acc4bce50b252ca4dcccc53d2514acbcc492d56b28a56ca482c4aca2f2dd2ab4ccccd518ad5512a4b2d2acecccf53b232d6512acfa804ea484a4cce5628c95780ca28182ad5020035ca1a8f>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('3bf24856a81589a7c8ff71a8eb78edf94ece86226e49bd09da748d6dce422a43', 'harbour', 'staff', <6c90363090b25cc603121726283fdeeeb8025f6138acc665050172987d96a117>, <78012dcb3d0a80300c06d0ab946f0e82b8f52ae2904a2585b681d41f8a78771d9c1fef4630aeabc043778906c296726cf033842de86143e792b110ce682d69851f0997f4af6ca6c5154e95dc8f6ec2f302aff61c1d>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('ce1d23a45b11d132b778cc0953ad855280cff5224eb091d96179be9c316590ee', 'harbour', 'channel:A', <3d0bad782cc4879f6a9bc97f1c8a5680d926576858c2eac51802f93c0e9c5f7b>, <7801ab564a2bcacf8dcf4d4dc94c2cc92f52b22a292a4dd5512a49ad2851b252ca48cdc9c957aa050005cb0d66>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('08fc2f4cb018963ba9063b7390a7ad1e03c1fff8e83edac83669dfc61da66138', 'harbour', 'channel:A', <5d400bae9eacdb635ae0a796be2e89da82eef5717ab8b92b191008fe999f058c>, <7801ab564aca4fa954b2aa562a49ad2851b252ca4b2d2f56aad551cacecc4b0172c1a2b500f8d10cba>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('5c6ad6f520269dc32bb8bf5c3ee636bd677a8ea489137ebf04cfee5d91c191e1', 'harbour', 'own:A', <a2180d677e3a53359962a58910e67705b2b3cb9e6302a5aac1f84dbb1541d7cc>, <7801ab564aca4fa954b2aa564a4fcccc53b2523255aad5512a284dcac94c4e2cc9cc070a19d50200e4290c29>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('06e1e44ef236dee9800232cd9d0d75ff620c2b1a09722fcf38184c8876a783ec', 'harbour', 'staff', <27ceeeecbe2dfdaa5f86e07d560efe6b8dab83b0edd815a25de88ff875c6e5c1>, <78012b4a2dc82f2a01000910029d>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('0aff9e4ef61b57b198bc0512350beb34d1a0475a0075cb66ab99f3a83fb0a333', 'harbour', 'staff', <ae4195fb87054866f461d508f4a3ad156a51b0694ef842fd44fe624062510332>, <7801ab562ac92cc94955b2520a51aa05001f640431>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('9add87f1d94a13344e868a8f89db5913cb4866cd43a438040cee753160f028c4', 'harbour', 'staff', <e8fdffffbafc96830a9a7c1c4976a93af2d02ff288bd4733ff0527a256b811d4>, <7801ab562a4bcc294d55b252aa50aa05001f960450>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('ec12770d1eda1b2047e179555dcb8c48285e1b282e86afdb8fc1c238bdbfeded', 'harbour', 'staff', <b38c6341646c0305c92b81fad13a79004b2d174d11b255f22807ea85377fea06>, <7801ab562a4bcc294d55b252aa54aa05001f990451>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('593aa4d25712323cd80ed419e18e5b41d768c899c677fe8c649eea5ef27f9fef', 'harbour', 'staff', <46b7b023436de740c88f99fb116cef87fad1bc3fb4e51eb5a3d7de606418188a>, <7801ab564ac94f2ecd4dcd2b51b25232494bb54c3336314936334e35b7483255aa0500a2ef098a>)
--;
INSERT INTO payload (hash, case_id, audience, salt, content)
VALUES ('5efc332a69fca4a50958eb3f0bf406eeb4c2485f3b970ad669af5d9d8a1c63cc', 'harbour', 'staff', <72356a8390735e1c4565a2a039505c00c2854ec41f35c74e172fcc77cb6cd98d>, <7801ab562a2e492c4955b2522a4acd4a4d2e494d51d2512a2e4d4f4f2d2ec9cccf038a9ba4a55aa6199b98249b19a79a5b2499ea1a28d50200f5d61125>)
--;
INSERT INTO revision (case_id, branch, version, seq, back, forward)
VALUES ('harbour', 'main', 1, 1, NULL, NULL)
--;
INSERT INTO revision (case_id, branch, version, seq, back, forward)
VALUES ('harbour', 'main', 2, 2, 1, NULL)
--;
INSERT INTO revision (case_id, branch, version, seq, back, forward)
VALUES ('harbour', 'main', 3, 3, NULL, 2)
--;
INSERT INTO revision (case_id, branch, version, seq, back, forward)
VALUES ('harbour', 'other', 1, 4, NULL, NULL)
--;
INSERT INTO credential (id, member, public_key, sign_count, name, made_at, used_at)
VALUES ('key', '05b476b4d99db11e', <00ff>, 0, 'phone', '2026-11-23T16:37:44.580766Z', NULL)
--;
INSERT INTO document (case_id, id, at, by, about, content)
VALUES ('harbour', '4fe9f344c63e78b5', '2026-11-23T16:37:44.535583Z', '249d6084e498f8b8', '0aff9e4ef61b57b198bc0512350beb34d1a0475a0075cb66ab99f3a83fb0a333', '06e1e44ef236dee9800232cd9d0d75ff620c2b1a09722fcf38184c8876a783ec')
--;
INSERT INTO link (token, member, until, used)
VALUES ('6d0a598aa20e80fb2ec546383f2233cb741c3f78be9ff563db9ec29e2a6d582c', '05b476b4d99db11e', 1795711064.5005076, NULL)
--;
INSERT INTO membership (case_id, member, since)
VALUES ('harbour', '249d6084e498f8b8', '2026-11-23T16:37:44.439105Z')
--;
INSERT INTO membership (case_id, member, since)
VALUES ('harbour', '05b476b4d99db11e', '2026-11-23T16:37:44.497034Z')
--;
INSERT INTO session (token, public, member, made, seen, until, about)
VALUES ('3b1c0e6e27bafde6241fa6a5e289bc44bfce9a809a80d93d24c089f089f178d3', '499d4e2b1f1cbc8a', '05b476b4d99db11e', 1795451864.5884845, 1795451864.5884845, 1795451924.5884845, '')
--;
INSERT INTO suggestion (case_id, id, document, position, key, content, state, decided_at, decided_by)
VALUES ('harbour', '4fe9f344c63e78b5-0', '4fe9f344c63e78b5', 0, 'af5265ab002ce1e6e6c2c514c37c90de056c962f777e163ebadef89a27c7378b', '9add87f1d94a13344e868a8f89db5913cb4866cd43a438040cee753160f028c4', 'rejected', '2026-11-23T16:37:44.547465Z', '249d6084e498f8b8')
--;
INSERT INTO suggestion (case_id, id, document, position, key, content, state, decided_at, decided_by)
VALUES ('harbour', '4fe9f344c63e78b5-1', '4fe9f344c63e78b5', 1, 'a0ee398c45e446293cd99e0ac3966a16fc763a5cd96bac07c318ba3b0f4fe810', 'ec12770d1eda1b2047e179555dcb8c48285e1b282e86afdb8fc1c238bdbfeded', 'suggested', NULL, NULL)
--;
INSERT INTO text (case_id, branch, version, position, file, content)
VALUES ('harbour', 'main', 1, 0, 'harbour.yaml', '2a018f8b2c0c888db304f434aba1c0f4aa63b54a69392e25ccef207c79ea3906')
--;
INSERT INTO text (case_id, branch, version, position, file, content)
VALUES ('harbour', 'main', 2, 0, 'harbour.yaml', 'f0734e936c2c48cb4bab636982fd356120aa88d1519a3fd7a61a190f18b0d397')
--;
INSERT INTO text (case_id, branch, version, position, file, content)
VALUES ('harbour', 'main', 3, 0, 'harbour.yaml', '2a018f8b2c0c888db304f434aba1c0f4aa63b54a69392e25ccef207c79ea3906')
--;
INSERT INTO text (case_id, branch, version, position, file, content)
VALUES ('harbour', 'other', 1, 0, 'harbour.yaml', '2a018f8b2c0c888db304f434aba1c0f4aa63b54a69392e25ccef207c79ea3906')
