// Made by `npm run generate` from the service's OpenAPI document. Do not edit.

export interface paths {
    "/generate-presigned-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Upload Address
         * @description An address that accepts one photo by PUT, with this `Content-Type` and, if `size` is given, this length.
         *
         *     Claim it with `POST /v1/items/from-uploads` within a day.
         */
        post: operations["createUploadAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Live
         * @description Answers while the process runs.
         */
        get: operations["getLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Ready
         * @description 503 only if the database is down or no model is usable; otherwise `degraded` names what is missing.
         */
        get: operations["getReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/test-upload-s3": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload To Bucket
         * @description Put a photo straight into the bucket, as a test; it is deleted after a day, unless it is claimed.
         */
        post: operations["uploadToBucket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open Invitation
         * @description What an invitation is for, without using it up.
         */
        post: operations["openInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Login
         * @description Sign in for API clients (OAuth2 password form).
         *
         *     After ten wrong passwords in 15 minutes, a network has to wait before it may try the same account again.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Logout
         * @description End the session of this request, at once.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh
         * @description The next pair of tokens.
         *
         *     The same refresh token gives the same successor for ten minutes, until that is used; later its use ends the session.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description Create an account. If registration is closed, this needs an invitation.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Password By Link
         * @description Choose a new password by a one-time link. Every session of the account ends.
         */
        post: operations["setPasswordByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Browser Session
         * @description Sign a browser in: the tokens go into cookies that no script can read.
         */
        post: operations["startBrowserSession"];
        /**
         * End Browser Session
         * @description Sign a browser out; not being signed in is not an error.
         */
        delete: operations["endBrowserSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/session/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Browser Session By Link
         * @description Sign the owner of a laptop in, by the one-time link that `make run` prints.
         */
        post: operations["startBrowserSessionByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/session/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh Browser Session
         * @description Extend a browser's session.
         */
        post: operations["refreshBrowserSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/compatibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Score Pairs
         * @description How well pairs of garments go together: 0..1, the same in both orders.
         */
        post: operations["scorePairs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cutout-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Cutout Proposals
         * @description New cut-outs that wait for your answer, those of the newest photos first; and how many more there could be.
         */
        get: operations["listCutoutProposals"];
        put?: never;
        /**
         * Propose Cutouts
         * @description Cut the photos that nobody touched out again, in the background; `GET /v1/jobs/{id}` shows the progress.
         *
         *     The present cut-outs stay until you answer. A photo whose new cut-out looks the same is not proposed.
         */
        post: operations["proposeCutouts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cutout-proposals/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer Cutout Proposals
         * @description Use the new cut-outs of up to 20 photos, or keep the present ones.
         *
         *     Colours and matches follow a new cut-out; category and details stay. Pictures that are not used are deleted.
         */
        post: operations["answerCutoutProposals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export All
         * @description A ZIP of every photo exactly as uploaded, `wardrobe.json` (docs/your-data.md) and `wardrobe.csv`.
         *
         *     `POST /v1/imports/archive` imports it, on this server or another.
         */
        get: operations["exportAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/face": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Analyze Face
         * @description The shape of the largest face in a portrait, its measurements, and advice about your own garments.
         *
         *     The picture is held in memory and discarded with the answer. If no face can be measured, the problem's `reason`
         *     is `no_face`, `too_small`, `turned_away`, `too_dark` or `blurred`.
         */
        post: operations["analyzeFace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Feedback
         * @description Your answers to outfits with their garments, the newest outfit first.
         */
        get: operations["listFeedback"];
        put?: never;
        post?: never;
        /**
         * Forget Feedback
         * @description Take back every like and dislike. What was learnt of your taste goes with them.
         */
        delete: operations["forgetFeedback"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Page
         * @description Read a shop's page in the background; `GET /v1/jobs/{id}` shows the progress.
         *
         *     Its result names a draft, which `PATCH /v1/items/{item_id}` with `{"draft": false}` confirms.
         */
        post: operations["importPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Archive
         * @description Import an export of Curator's, or a ZIP of photos. Existing garments stay as they are.
         */
        post: operations["importArchive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Items
         * @description The wardrobe, newest first.
         */
        get: operations["listItems"];
        put?: never;
        /**
         * Create Items
         * @description Make garments of photos. The same bytes twice give the same item.
         */
        post: operations["createItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/from-uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Items From Uploads
         * @description Claim uploads as photos. A key claimed again gives the same item; another person's key is a 404.
         */
        post: operations["createItemsFromUploads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Item
         * @description One garment with its photos.
         */
        get: operations["getItem"];
        put?: never;
        post?: never;
        /**
         * Delete Item
         * @description Delete a garment. `POST .../restore`, or the same photo again, restores it.
         */
        delete: operations["deleteItem"];
        options?: never;
        head?: never;
        /**
         * Change Item
         * @description Correct what was recognised, describe a garment, or confirm a draft. Corrections are stored as feedback.
         */
        patch: operations["changeItem"];
        trace?: never;
    };
    "/v1/items/{item_id}/cutout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Cutout
         * @description How the garment is cut out of its photo: automatically, not at all, or within a rectangle drawn around it.
         *
         *     Colours and matches are updated; the address of every picture of this photo changes.
         */
        put: operations["setCutout"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{item_id}/cutout/mask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Paint Cutout
         * @description Cut the garment out as painted: `mask` is a PNG of the display picture's size, white on the garment.
         *
         *     `images` of the photo says that size. Without `photo_id`, the first photo. The cut-out's mode becomes `painted`: it
         *     stays as it is whichever model comes later, until another mode is chosen.
         */
        put: operations["paintCutout"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{item_id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Image
         * @description One picture of a garment: `thumb` 400 px, `display` 1280 px, or full size.
         *
         *     `cutout` (800 px) and `cutout_thumb` (400 px) have alpha; `mask` is a PNG of the size of `display`, white on the
         *     garment. The three exist if the garment was cut out.
         */
        get: operations["getImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{item_id}/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Matches
         * @description The best partners of one garment, by slot.
         */
        get: operations["getMatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{item_id}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Photo
         * @description Add one photo to a garment. A photo that it has already changes nothing and is answered with 200.
         */
        post: operations["addPhoto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{item_id}/photos/{photo_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace Photo
         * @description Replace a photo by another one.
         */
        put: operations["replacePhoto"];
        post?: never;
        /**
         * Delete Photo
         * @description Delete a photo permanently. A garment's only photo cannot be deleted.
         */
        delete: operations["deletePhoto"];
        options?: never;
        head?: never;
        /**
         * Change Photo
         * @description Turn a photo, or make it the garment's first one. The uploaded file stays as it is.
         */
        patch: operations["changePhoto"];
        trace?: never;
    };
    "/v1/items/{item_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Item
         * @description Undo a delete.
         */
        post: operations["restoreItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description Your background jobs, newest first.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job
         * @description One background job, its progress and its result.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Me
         * @description Your account: profile, consents, usage and limits.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        /**
         * Erase Me
         * @description Erase this account and everything that belongs to it, permanently. The last administrator cannot.
         */
        delete: operations["eraseMe"];
        options?: never;
        head?: never;
        /**
         * Change Me
         * @description Change the profile, consent to training, or face advice. A new address needs the password, if there is one.
         */
        patch: operations["changeMe"];
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Password
         * @description Set another password, or the first one. All your other sessions end.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions Of Mine
         * @description The sessions you are signed in with, newest first.
         */
        get: operations["listSessionsOfMine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End My Session
         * @description Sign out one of your devices, at once.
         */
        delete: operations["endMySession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Models
         * @description The active models; `problem` says why one does not work, or why a newer one was not taken over.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/monitoring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Monitor Models
         * @description How the models perform on people's photos: drift tests, corrections, likes by score, a shadow classifier.
         */
        get: operations["monitorModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reload Models
         * @description Take over the registry's Production versions. The current models keep answering until the new ones can.
         */
        post: operations["reloadModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/near-duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Near Duplicates
         * @description Garments that look like an earlier one, the newest first, each with the one it looks most like.
         */
        get: operations["listNearDuplicates"];
        put?: never;
        /**
         * Answer Near Duplicate
         * @description Say what they are: two garments, one garment (its photos are joined), or a duplicate. Answers with `like`.
         *
         *     A discarded garment is deleted, and `POST /v1/items/{id}/restore` restores it.
         */
        post: operations["answerNearDuplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outfits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Outfits
         * @description Saved outfits, newest first.
         */
        get: operations["listOutfits"];
        put?: never;
        /**
         * Save Outfit
         * @description Save an outfit, suggested or composed by hand. The service computes its score and reasons.
         */
        post: operations["saveOutfit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outfits/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer Outfit
         * @description Like or dislike an outfit, saved or not; null takes the answer back. A disliked outfit is not suggested again.
         */
        post: operations["answerOutfit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outfits/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suggest Outfits
         * @description Outfits from the wardrobe, best first, each with its reasons; `why` if there are none.
         */
        post: operations["suggestOutfits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outfits/{outfit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Outfit
         * @description One saved outfit.
         */
        get: operations["getOutfit"];
        put?: never;
        post?: never;
        /**
         * Delete Outfit
         * @description Delete a saved outfit, permanently. Its garments stay.
         */
        delete: operations["deleteOutfit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outfits/{outfit_id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give Feedback
         * @description Like or dislike a saved outfit; the last answer counts.
         */
        post: operations["giveFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List People
         * @description Everybody, newest first, with what they use and may use.
         */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Invitations
         * @description Invitations that nobody has accepted yet, newest first.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite
         * @description A one-time link to a new account.
         */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw Invitation
         * @description The link no longer works.
         */
        delete: operations["withdrawInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Person
         * @description One account, with what it uses and may use.
         */
        get: operations["getPerson"];
        put?: never;
        post?: never;
        /**
         * Erase Account
         * @description Erase somebody's account and everything that belongs to it, for good. The last administrator stays.
         */
        delete: operations["eraseAccount"];
        options?: never;
        head?: never;
        /**
         * Change Person
         * @description Disable, enable, promote or demote somebody, or set their limits. The last administrator stays one.
         */
        patch: operations["changePerson"];
        trace?: never;
    };
    "/v1/people/{person_id}/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make Reset Link
         * @description A one-time link by which somebody chooses a new password. It replaces earlier ones.
         */
        post: operations["makeResetLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Plans
         * @description The plans of at most 366 days, in order.
         */
        get: operations["listPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put Plan
         * @description Plan a day, in place of an earlier plan. Garments in the laundry may be planned.
         */
        put: operations["putPlan"];
        post?: never;
        /**
         * Delete Plan
         * @description Delete the plan of a day.
         */
        delete: operations["deletePlan"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Sample Items
         * @description Add 24 sample garments to the wardrobe; a second call changes nothing.
         */
        post: operations["addSampleItems"];
        /**
         * Remove Sample Items
         * @description Remove the sample garments.
         */
        delete: operations["removeSampleItems"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Statistics
         * @description Worth, wears and cost per wear of the garments in the wardrobe.
         */
        get: operations["getStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tags
         * @description All tags, each with the number of garments that have it.
         */
        get: operations["listTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Today
         * @description The day's plan, what was worn, and a few outfits; garments are embedded.
         */
        get: operations["getToday"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put Upload
         * @description Receives photos on an installation without a bucket; the address comes from `POST /generate-presigned-url`.
         *
         *     The address itself grants access: no sign-in is needed. Type and length must be the signed ones.
         */
        put: operations["putUpload"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wears": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Wears
         * @description The wears of at most 366 days, oldest first; or those of one garment, which `limit` bounds.
         */
        get: operations["listWears"];
        put?: never;
        /**
         * Add Wear
         * @description Note what was worn on a day. A different note for the same garments replaces the earlier one.
         */
        post: operations["addWear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wears/{wear_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Wear
         * @description Delete a wear; its garments count one less.
         */
        delete: operations["deleteWear"];
        options?: never;
        head?: never;
        /**
         * Change Wear
         * @description Change the day, the garments or the note.
         */
        patch: operations["changeWear"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Advice */
        Advice: {
            /** @description your garments that it applies to, newest first */
            item_ids: string[];
            /** @description where the advice comes from */
            sources: components["schemas"]["Source"][];
            /** @description for people */
            text: string;
            /** @description what the advice is about */
            topic: components["schemas"]["AdviceTopic"];
        };
        /**
         * AdviceTopic
         * @enum {string}
         */
        AdviceTopic: "neckline" | "collar" | "hat" | "glasses" | "scarf" | "pattern";
        /**
         * Alike
         * @description `item` is newer and looks like `like`; these are the two photos.
         */
        Alike: {
            /**
             * Format: int32
             * @description bits, of 64, in which the photos' perceptual hashes differ
             */
            distance: number;
            /** @description the garment */
            item: components["schemas"]["Item"];
            /** @description the earlier garment */
            like: components["schemas"]["Item"];
            /**
             * Format: uuid
             * @description its photo that looks the same
             */
            like_photo_id: string;
            /**
             * Format: uuid
             * @description the photo's id
             */
            photo_id: string;
        };
        /** AlikeAnswer */
        AlikeAnswer: {
            /** @description what to do with them */
            answer: components["schemas"]["AlikeAnswerAnswer"];
            /**
             * Format: uuid
             * @description the garment's id
             */
            item_id: string;
            /**
             * Format: uuid
             * @description the earlier garment's id
             */
            like_id: string;
        };
        /**
         * AlikeAnswerAnswer
         * @enum {string}
         */
        AlikeAnswerAnswer: "keep_both" | "same_garment" | "discard";
        /** AlikePage */
        AlikePage: {
            /** @description `cursor` of the next page; null on the last one */
            next_cursor: string | null;
            /** @description pairs */
            pairs: components["schemas"]["Alike"][];
        };
        /** Alternative */
        Alternative: {
            /** @description what the garment is */
            category: components["schemas"]["Category"];
            /** @description 0..1, calibrated */
            confidence: number;
            /** @description the likely kind if the garment is of this category */
            kind?: components["schemas"]["Kind"] | null;
        };
        /**
         * Amounts
         * @description What one person uses.
         */
        Amounts: {
            /**
             * Format: int64
             * @description photos as uploaded, those in the trash too, and uploads that wait to be taken
             */
            bytes: number;
            /**
             * Format: int32
             * @description garments, drafts, and announced photos; not the trash
             */
            items: number;
            /**
             * Format: int32
             * @description waiting and running jobs
             */
            jobs: number;
        };
        /** AnsweredGarments */
        AnsweredGarments: {
            /** @description the garments, as they are now */
            items: components["schemas"]["Item"][];
        };
        /** Attributes */
        Attributes: {
            /** @description the maker's name */
            brand?: string | null;
            /** @description from its label; the garment's `colors` are those seen on the photo */
            color?: string | null;
            /** @description a name to show */
            name?: string | null;
            /** @description shape of the neckline */
            neckline?: components["schemas"]["Neckline"] | null;
            /** @description free text */
            notes?: string | null;
            /**
             * @description what it is worn for
             * @default []
             */
            occasion?: components["schemas"]["Occasion"][];
            /** @description the cloth's pattern */
            pattern?: components["schemas"]["Pattern"] | null;
            /** @description what it cost */
            price?: components["schemas"]["Price"] | null;
            /**
             * @description seasons it suits
             * @default []
             */
            season?: components["schemas"]["Season"][];
            /** @description as on the label */
            size?: string | null;
            /** @description how warm it is */
            warmth?: components["schemas"]["Warmth"] | null;
        };
        /**
         * Availability
         * @enum {string}
         */
        Availability: "available" | "laundry" | "lent" | "stored" | "repair";
        /** Body_login */
        Body_login: {
            /** @description not used */
            client_id?: string | null;
            /**
             * Format: password
             * @description not used
             */
            client_secret?: string | null;
            /** @description `password`, or left out */
            grant_type?: string | null;
            /**
             * Format: password
             * @description the account's password
             */
            password: string;
            /**
             * @description not used
             * @default
             */
            scope?: string;
            /** @description the account's email address */
            username: string;
        };
        /**
         * BrowserCredentials
         * @description An address and a password; a wrong address and a wrong password get the same answer.
         */
        BrowserCredentials: {
            /** @description the address that signs in */
            email: string;
            /** @description the account's password */
            password: string;
        };
        /**
         * BrowserSession
         * @description A session whose tokens are in cookies that no script can read.
         */
        BrowserSession: {
            /**
             * Format: int32
             * @description seconds until the session needs a refresh
             */
            expires_in: number;
        };
        /**
         * Category
         * @enum {string}
         */
        Category: "dress" | "hat" | "longsleeve" | "outwear" | "pants" | "shirt" | "shoes" | "shorts" | "skirt" | "t-shirt" | "bag" | "scarf" | "other";
        /** Check */
        Check: {
            /**
             * @description what happened and what to do
             * @default
             */
            detail?: string;
            /** @description `ok`, `degraded` or `down` */
            status: components["schemas"]["CheckStatus"];
        };
        /**
         * CheckStatus
         * @enum {string}
         */
        CheckStatus: "ok" | "degraded" | "down";
        /**
         * ChosenColor
         * @description A colour as an item has it.
         */
        ChosenColor: {
            /** @description as `#rrggbb` */
            hex?: string | null;
            /** @description a name to show */
            name: components["schemas"]["ChosenColorName"];
            /** @description 0..1 */
            share?: number | null;
        };
        /**
         * ChosenColorName
         * @enum {string}
         */
        ChosenColorName: "black" | "dark grey" | "grey" | "white" | "cream" | "beige" | "tan" | "brown" | "navy" | "blue" | "light blue" | "teal" | "turquoise" | "green" | "light green" | "olive" | "yellow" | "orange" | "red" | "burgundy" | "pink" | "purple" | "lilac";
        /**
         * ClassifierQuality
         * @description A classifier version on the garments of the last 30 days, without samples.
         */
        ClassifierQuality: {
            /**
             * Format: int32
             * @description garments whose category a person changed
             */
            corrected: number;
            /** @description `corrected` divided by `garments` */
            corrected_share: number;
            /**
             * Format: int32
             * @description how many were disliked
             */
            disliked: number;
            /**
             * Format: int32
             * @description how many garments
             */
            garments: number;
            /**
             * Format: int32
             * @description garments in an outfit that was liked
             */
            liked: number;
            /** @description the version's name */
            version: string;
        };
        /** Color */
        Color: {
            /** @description as `#rrggbb` */
            hex: string;
            /** @description a name to show */
            name: string;
            /** @description 0..1 */
            share: number;
        };
        /**
         * Cutout
         * @description How the garment is cut out of a photo: automatically, not at all, within a rectangle, or as painted.
         */
        Cutout: {
            /** @description for mode `rectangle` */
            box: number[] | null;
            /** @description signs that the cut-out is wrong */
            doubts: components["schemas"]["Doubt"][];
            /** @description how the garment is cut out of this photo */
            mode: components["schemas"]["CutoutMode"];
        };
        /** CutoutAnswer */
        CutoutAnswer: {
            /** @description `use` the new cut-out, or `keep` the present one */
            answer: components["schemas"]["CutoutAnswerAnswer"];
            /** @description ids of photos */
            photo_ids: string[];
        };
        /**
         * CutoutAnswerAnswer
         * @enum {string}
         */
        CutoutAnswerAnswer: "use" | "keep";
        /**
         * CutoutMode
         * @enum {string}
         */
        CutoutMode: "auto" | "off" | "rectangle" | "painted";
        /**
         * CutoutProposal
         * @description A photo of `item` as it is cut out now, and as the newer network does it.
         */
        CutoutProposal: {
            /** @description pictures with the proposed cut-out */
            after: components["schemas"]["Images"];
            /** @description pictures with the present cut-out */
            before: components["schemas"]["Images"];
            /**
             * Format: date-time
             * @description then it is deleted, and the present cut-out stays
             */
            expires_at: string;
            /** @description the garment */
            item: components["schemas"]["Item"];
            /**
             * Format: uuid
             * @description the photo's id
             */
            photo_id: string;
        };
        /** CutoutProposalPage */
        CutoutProposalPage: {
            /** @description `cursor` of the next page; null on the last one */
            next_cursor: string | null;
            /** @description newest photos first */
            proposals: components["schemas"]["CutoutProposal"][];
            /**
             * Format: int32
             * @description photos that nobody touched and that a newer network could cut out again
             */
            redoable: number;
        };
        /** CutoutRequest */
        CutoutRequest: {
            /** @description for mode `rectangle` */
            box?: number[] | null;
            /** @description `PUT /v1/items/{id}/cutout/mask` sets `painted` */
            mode: components["schemas"]["CutoutRequestMode"];
            /** @description default: the first photo */
            photo_id?: string | null;
        };
        /**
         * CutoutRequestMode
         * @enum {string}
         */
        CutoutRequestMode: "auto" | "off" | "rectangle";
        /**
         * Distribution
         * @description Shares by value: names of classes, or the start of each bin of a histogram.
         */
        Distribution: {
            /** @description shares in the latest photos */
            live: number[];
            /** @description empty if there is no reference for this version */
            reference: number[];
            /** @description what the shares belong to */
            values: string[];
        };
        /**
         * Doubt
         * @enum {string}
         */
        Doubt: "low-confidence" | "touches-edges" | "falls-apart";
        /** Drift */
        Drift: {
            /** @description version of the classifier */
            classifier_version: string;
            /** @description what the tests compared, by subject */
            distributions: {
                [key: string]: components["schemas"]["Distribution"];
            };
            /** @description version of the compatibility model */
            embedding_version: string;
            /** @description the tests' results */
            findings: components["schemas"]["Finding"][];
            /** @description median of both models together */
            latency_ms: number | null;
            /**
             * Format: int32
             * @description number of photos tested: the last one of each of the latest 200 garments
             */
            photos: number;
            /** @description when the oldest of them was taken; null without photos */
            since: string | null;
        };
        /**
         * DriftSubject
         * @enum {string}
         */
        DriftSubject: "confidence" | "class" | "embedding";
        /** Erasure */
        Erasure: {
            /** @description not needed if the account has none */
            password?: string | null;
        };
        /**
         * Face
         * @description Nothing of this is stored. Style tradition, not science.
         */
        Face: {
            /** @description what traditionally suits this shape, by topic */
            advice: components["schemas"]["Advice"][];
            /** @description a second shape that is as close */
            also: components["schemas"]["FaceShape"] | null;
            /** @description 0..1, calibrated */
            confidence: number;
            /** @description proportions and angles */
            measurements: components["schemas"]["Measurements"];
            /** @description how the face was measured */
            method: components["schemas"]["FaceMethod"];
            /** @description where the advice comes from */
            note: string;
            /** @description the most likely shape */
            shape: components["schemas"]["FaceShape"];
            /** @description how close each shape is, best first; sums to 1 */
            shapes: {
                [key: string]: number;
            };
            /** @description what may make the measurement less reliable */
            warnings: string[];
        };
        /**
         * FaceMethod
         * @enum {string}
         */
        FaceMethod: "landmarks68" | "mesh" | "haar";
        /**
         * FaceShape
         * @enum {string}
         */
        FaceShape: "oval" | "round" | "square" | "heart" | "oblong" | "diamond";
        /** Feedback */
        Feedback: {
            /** @description true: liked; false: disliked; null: not judged */
            liked: boolean;
        };
        /** FeedbackPage */
        FeedbackPage: {
            /** @description answers, those to the newest outfits first */
            feedback: components["schemas"]["GivenFeedback"][];
            /** @description `cursor` of the next page; null on the last one */
            next_cursor: string | null;
        };
        /** Finding */
        Finding: {
            /** @description adjusted for several tests (Holm); `drifted` if it is below 0.001 */
            p_value: number | null;
            /** @description its state */
            state: components["schemas"]["FindingState"];
            /** @description the test's statistic */
            statistic: number | null;
            /** @description what is tested */
            subject: components["schemas"]["DriftSubject"];
            /** @description the statistical test's name */
            test: string;
        };
        /**
         * FindingState
         * @enum {string}
         */
        FindingState: "steady" | "drifted" | "too few photos" | "no reference";
        /**
         * Following
         * @description A version that is taking over: it answers once it has embedded every garment.
         */
        Following: {
            /**
             * Format: int32
             * @description garments that it has embedded
             */
            embedded: number;
            /**
             * Format: int32
             * @description how many garments
             */
            garments: number;
            /** @description number in the model registry; null outside it */
            registry_version: string | null;
            /** @description the version's name */
            version: string;
        };
        /** GarmentGroup */
        GarmentGroup: {
            /**
             * Format: int32
             * @description how many garments
             */
            garments: number;
            /** @description the colour, or the kind (the category where it is not known) */
            name: string;
            /**
             * Format: int32
             * @description in the span: one for each garment and wear
             */
            wears: number;
        };
        /**
         * GivenFeedback
         * @description An answer with the garments of its outfit that are still in the wardrobe.
         */
        GivenFeedback: {
            /**
             * Format: date-time
             * @description when it was made
             */
            created_at: string;
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description deleted garments too, while they are in the trash */
            item_ids: string[];
            /** @description garments */
            items: components["schemas"]["Item"][];
            /** @description the same garments have the same key */
            key: string;
            /** @description true: liked; false: disliked; null: not judged */
            liked: boolean;
        };
        /**
         * ImageSize
         * @enum {string}
         */
        ImageSize: "thumb" | "display" | "original" | "cutout" | "cutout_thumb" | "mask";
        /**
         * ImageType
         * @enum {string}
         */
        ImageType: "image/jpeg" | "image/png" | "image/webp" | "image/heic" | "image/heif" | "image/avif" | "image/gif";
        /**
         * Images
         * @description Addresses relative to the API's root. They change when the picture does, so they may be cached without limit.
         */
        Images: {
            /** @description the garment alone, on a transparent background; null without a cut-out */
            cutout: string | null;
            /** @description the cut-out, small */
            cutout_thumb: string | null;
            /** @description 1280 px on the longer side */
            display: string;
            /**
             * Format: int32
             * @description of the picture `display`, in pixels
             */
            height: number;
            /** @description of the size of `display`, white on the garment */
            mask: string | null;
            /** @description full size, upright, re-encoded */
            original: string;
            /** @description 400 px on the longer side */
            thumb: string;
            /**
             * Format: int32
             * @description of the picture `display`, in pixels
             */
            width: number;
        };
        /** ImportRequest */
        ImportRequest: {
            /** @description address of a shop's product page, or of a picture */
            url: string;
        };
        /** Invitation */
        Invitation: {
            /**
             * Format: date-time
             * @description when it was made
             */
            created_at: string;
            /** @description the address that signs in */
            email: string | null;
            /**
             * Format: date-time
             * @description when it stops working
             */
            expires_at: string;
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description whether the person is an administrator */
            is_admin: boolean;
        };
        /** InvitationPage */
        InvitationPage: {
            /** @description newest first */
            invitations: components["schemas"]["Invitation"][];
            /** @description `cursor` of the next page; null on the last one */
            next_cursor: string | null;
        };
        /** InvitationRequest */
        InvitationRequest: {
            /** @description the only address that may register; null is any */
            email?: string | null;
            /**
             * @description whether the person is an administrator
             * @default false
             */
            is_admin?: boolean;
        };
        /** InvitationToken */
        InvitationToken: {
            /** @description the end of the invitation's link */
            invitation: string;
        };
        /** InvitedAs */
        InvitedAs: {
            /** @description the only address that may register with this invitation; null is any */
            email: string | null;
            /** @description whether the person is an administrator */
            is_admin: boolean;
        };
        /** Item */
        Item: {
            /** @description other likely categories, best first */
            alternatives: components["schemas"]["Alternative"][];
            /** @description what a person may add about the garment */
            attributes: components["schemas"]["Attributes"];
            /** @description where the garment is now */
            availability: components["schemas"]["Availability"];
            /** @description what the garment is */
            category: components["schemas"]["Category"];
            /** @description colours of the garment, main colour first */
            colors: components["schemas"]["Color"][];
            /** @description 0..1, calibrated */
            confidence: number;
            /**
             * Format: date-time
             * @description when it was made
             */
            created_at: string;
            /** @description since when it is in the trash */
            deleted_at: string | null;
            /** @description read from a shop's page and not confirmed yet */
            draft: boolean;
            /** @description what was predicted and nobody confirmed */
            guessed: components["schemas"]["ItemGuessed"][];
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description addresses of the pictures */
            images: components["schemas"]["Images"];
            /** @description null where it is not known */
            kind: components["schemas"]["Kind"] | null;
            /** @description whether a person should check the category or the cut-out */
            needs_review: boolean;
            /** @description photos, the first one represents the garment */
            photos: components["schemas"]["Photo"][];
            /** @description when the trash is emptied of it */
            purged_at: string | null;
            /** @description whether it is a sample garment */
            sample: boolean;
            /** @description its place in an outfit; null if it has none */
            slot: components["schemas"]["Slot"] | null;
            /** @description of the first photo's bytes as uploaded */
            source_sha256: string;
            /** @description the shop's page it was read from */
            source_url: string | null;
            /** @description words that the owner sorts garments by */
            tags: string[];
            /**
             * Format: date-time
             * @description when it changed last
             */
            updated_at: string;
            /** @description what was worn */
            wears: components["schemas"]["Wears"];
        };
        /**
         * ItemChange
         * @description Only fields that are sent are changed. What a person sets counts as confirmed.
         */
        ItemChange: {
            /** @description what a person may add about the garment */
            attributes?: components["schemas"]["Attributes"] | null;
            /** @description where the garment is now */
            availability?: components["schemas"]["Availability"] | null;
            /** @description what the garment is */
            category?: components["schemas"]["Category"] | null;
            /** @description the main one first: names, or objects as read; null goes back to what is read off the photo */
            colors?: (components["schemas"]["ChosenColorName"] | components["schemas"]["ChosenColor"])[] | null;
            /** @description false: confirm this draft */
            draft?: false | null;
            /** @description sets the category, too */
            kind?: components["schemas"]["Kind"] | null;
            /** @description words that the owner sorts garments by */
            tags?: string[] | null;
        };
        /**
         * ItemGuessed
         * @enum {string}
         */
        ItemGuessed: "category" | "kind" | "pattern" | "warmth" | "colors";
        /** ItemPage */
        ItemPage: {
            /** @description garments */
            items: components["schemas"]["Item"][];
            /** @description `cursor` of the next page; null on the last one */
            next_cursor: string | null;
        };
        /** Job */
        Job: {
            /**
             * Format: date-time
             * @description when it was made
             */
            created_at: string;
            /** @description why it failed, or what was left out */
            detail: string;
            /** @description null while it is waiting or running */
            finished_at: string | null;
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description what sort it is */
            kind: string;
            /** @description how far it is */
            progress: components["schemas"]["Progress"];
            /** @description the result, by kind; an import names `item_id` */
            result: {
                [key: string]: unknown;
            };
            /**
             * Format: int32
             * @description how often work started since the last progress; more than 1 after a crash
             */
            starts: number;
            /** @description its state */
            state: components["schemas"]["JobState"];
            /** @description what the job works on, such as a model's version */
            subject: string;
            /**
             * Format: date-time
             * @description when it changed last
             */
            updated_at: string;
        };
        /** JobPage */
        JobPage: {
            /** @description background jobs, newest first */
            jobs: components["schemas"]["Job"][];
            /** @description `cursor` of the next page; null on the last one */
            next_cursor: string | null;
        };
        /**
         * JobState
         * @enum {string}
         */
        JobState: "waiting" | "running" | "done" | "failed";
        /**
         * Kind
         * @enum {string}
         */
        Kind: "dress" | "jumpsuit" | "bodysuit" | "cap" | "beanie" | "brimmed-hat" | "top" | "sweater" | "cardigan" | "hoodie" | "jacket" | "coat" | "blazer" | "vest" | "jeans" | "trousers" | "sweatpants" | "leggings" | "shirt" | "blouse" | "sneakers" | "boots" | "sandals" | "heels" | "flats" | "shorts" | "skirt" | "t-shirt" | "polo" | "tank-top" | "bag" | "scarf" | "belt" | "tie" | "gloves" | "jewellery" | "other";
        /**
         * LimitsChange
         * @description What is left out stays as it is; null is no limit.
         */
        LimitsChange: {
            /** @description bytes of photos; null is no limit */
            bytes?: number | null;
            /** @description garments; null is no limit */
            items?: number | null;
            /** @description waiting and running jobs; null is no limit */
            jobs?: number | null;
        };
        /**
         * Lines
         * @description Both ends of a measured line.
         */
        Lines: {
            /** @description across the cheekbones */
            cheekbones: [
                [
                    number,
                    number
                ],
                [
                    number,
                    number
                ]
            ];
            /** @description hairline to chin */
            face_length: [
                [
                    number,
                    number
                ],
                [
                    number,
                    number
                ]
            ];
            /** @description across the forehead */
            forehead: [
                [
                    number,
                    number
                ],
                [
                    number,
                    number
                ]
            ];
            /** @description across the jaw */
            jaw: [
                [
                    number,
                    number
                ],
                [
                    number,
                    number
                ]
            ];
        };
        /** LinkToken */
        LinkToken: {
            /** @description the end of the one-time link */
            token: string;
        };
        /** LoadedModel */
        LoadedModel: {
            /** @description a version that is taking over */
            following: components["schemas"]["Following"] | null;
            /** @description facts from the model's file */
            metadata: {
                [key: string]: string;
            };
            /** @description validation figures, by name */
            metrics: {
                [key: string]: number;
            };
            /** @description a name to show */
            name: string;
            /** @description why not; null if nothing is wrong */
            problem: string | null;
            /** @description number in the model registry; null outside it */
            registry_version: string | null;
            /** @description where it comes from */
            source: string;
            /** @description the version's name */
            version: string | null;
        };
        /** LoadedModels */
        LoadedModels: {
            /** @description one entry per model */
            models: components["schemas"]["LoadedModel"][];
            /** @description where it comes from */
            source: string;
        };
        /** Match */
        Match: {
            /** @description the garment */
            item: components["schemas"]["Item"];
            /** @description 0..1; null if the model did not judge it */
            score: number;
        };
        /** Matches */
        Matches: {
            /** @description the best partners, by slot */
            matches: {
                [key: string]: components["schemas"]["Match"][];
            };
        };
        /** Me */
        Me: {
            /**
             * Format: date-time
             * @description when it was made
             */
            created_at: string;
            /** @description the address that signs in */
            email: string | null;
            /** @description whether the face's shape may appear among the reasons of outfits */
            face_advice: boolean;
            /** @description the saved shape; null if none is saved */
            face_shape: components["schemas"]["FaceShape"] | null;
            /** @description whether the account has a password */
            has_password: boolean;
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description whether the person is an administrator */
            is_admin: boolean;
            /** @description whether suggestions learn from likes and dislikes; dislikes stay away in any case */
            learn_from_feedback: boolean;
            /** @description what the person may use */
            limits: components["schemas"]["PersonLimits"];
            /** @description consent to use photos and corrections for training */
            share_for_training: boolean;
            /** @description what the person uses */
            usage: components["schemas"]["Amounts"];
        };
        /**
         * MeChange
         * @description Omitted or null fields stay unchanged; except `face_shape`, which null deletes.
         */
        MeChange: {
            /** @description the address that signs in */
            email?: string | null;
            /** @description mention the face shape among the reasons of outfits */
            face_advice?: boolean | null;
            /** @description the saved shape; nothing else of a face is ever stored */
            face_shape?: components["schemas"]["FaceShape"] | null;
            /** @description let suggestions learn from your likes and dislikes; dislikes stay away in any case */
            learn_from_feedback?: boolean | null;
            /** @description the account's password, needed for a new address */
            password?: string | null;
            /** @description consent to use photos and corrections for training */
            share_for_training?: boolean | null;
        };
        /** Measurements */
        Measurements: {
            /** @description forehead's width, in widths at the cheekbones */
            forehead_to_cheekbones: number;
            /** @description angle at the corner of the jaw */
            jaw_angle_deg: number;
            /** @description jaw's width, in widths at the cheekbones */
            jaw_to_cheekbones: number;
            /** @description hairline to chin, in widths at the cheekbones */
            length_to_width: number;
            /** @description both ends of each measured line */
            lines: components["schemas"]["Lines"];
            /** @description points around the face */
            outline: [
                number,
                number
            ][];
            /** @description degrees the head is turned up or down */
            pitch_deg: number;
            /** @description degrees the head is tilted */
            roll_deg: number;
            /** @description degrees the head is turned sideways */
            yaw_deg: number;
        };
        /** Monitoring */
        Monitoring: {
            /** @description whether any test says `drifted` */
            alarm: boolean;
            /** @description quality by classifier version */
            classifiers: components["schemas"]["ClassifierQuality"][];
            /** @description whether the latest photos differ from the reference */
            drift: components["schemas"]["Drift"];
            /** @description outfits */
            outfits: components["schemas"]["ScoredOutfits"][];
            /** @description None if no candidate is set */
            shadow: components["schemas"]["ShadowedBy"] | null;
        };
        /** MonthOfWears */
        MonthOfWears: {
            /** @description as `2026-11` */
            month: string;
            /**
             * Format: int32
             * @description how many wears
             */
            wears: number;
        };
        /**
         * Neckline
         * @enum {string}
         */
        Neckline: "round" | "v" | "collar" | "turtleneck" | "boat" | "square" | "off-shoulder" | "hooded" | "other";
        /**
         * NewFeedback
         * @description An answer to an outfit, saved or not. It counts until another one comes, or null takes it back.
         */
        NewFeedback: {
            /** @description ids of garments */
            item_ids: string[];
            /** @description true: liked; false: disliked; null: not judged */
            liked: boolean | null;
        };
        /** NewInvitation */
        NewInvitation: {
            /**
             * Format: date-time
             * @description when it stops working
             */
            expires_at: string;
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description good once; it is not shown again */
            url: string;
        };
        /**
         * NewOutfit
         * @description The garments of an outfit; a suggestion can be sent back unchanged.
         */
        NewOutfit: {
            /** @description ids of garments */
            item_ids: string[];
            /**
             * @description a name to show
             * @default
             */
            name?: string;
        };
        /** NewPasswordByLink */
        NewPasswordByLink: {
            /** @description the new password */
            new_password: string;
            /** @description the end of the link */
            token: string;
        };
        /** NewPlan */
        NewPlan: {
            /** @description ids of garments */
            item_ids?: string[] | null;
            /** @description free text */
            note?: string | null;
            /** @description without `item_ids`: its garments, without deleted ones */
            outfit_id?: string | null;
        };
        /** NewWear */
        NewWear: {
            /** @description ids of garments */
            item_ids?: string[] | null;
            /** @description free text */
            note?: string | null;
            /** @description without `item_ids`: its garments, without deleted ones */
            outfit_id?: string | null;
            /**
             * Format: date
             * @description in the person's own time zone
             */
            worn_on: string;
        };
        /**
         * Occasion
         * @enum {string}
         */
        Occasion: "everyday" | "work" | "sport" | "evening" | "formal" | "home" | "outdoor";
        /** OneTimeLink */
        OneTimeLink: {
            /**
             * Format: date-time
             * @description when it stops working
             */
            expires_at: string;
            /** @description good once; it is not shown again */
            url: string;
        };
        /** Outfit */
        Outfit: {
            /**
             * Format: date-time
             * @description when it was made
             */
            created_at: string;
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description its garments, each in its slot */
            items: components["schemas"]["OutfitPart"][];
            /** @description true: liked; false: disliked; null: not judged */
            liked: boolean | null;
            /** @description a name to show */
            name: string;
            /** @description why it goes together */
            reasons: components["schemas"]["Reason"][];
            /** @description 0..1; null if the model did not judge it */
            score: number | null;
        };
        /**
         * OutfitFeedback
         * @description The answer that now counts; null: none.
         */
        OutfitFeedback: {
            /** @description ids of garments */
            item_ids: string[];
            /** @description the same garments have the same key */
            key: string;
            /** @description true: liked; false: disliked; null: not judged */
            liked: boolean | null;
        };
        /** OutfitPage */
        OutfitPage: {
            /** @description `cursor` of the next page; null on the last one */
            next_cursor: string | null;
            /** @description outfits */
            outfits: components["schemas"]["Outfit"][];
        };
        /** OutfitPart */
        OutfitPart: {
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description its place in an outfit; null if it has none */
            slot: components["schemas"]["Slot"];
        };
        /** PairScores */
        PairScores: {
            /** @description version of the model that computed it */
            model_version: string;
            /** @description 0..1, in the order of `pairs` */
            scores: number[];
        };
        /** PairsRequest */
        PairsRequest: {
            /** @description pairs */
            pairs: [
                string,
                string
            ][];
        };
        /** PasswordChange */
        PasswordChange: {
            /** @description not needed if the account has none yet */
            current?: string | null;
            /** @description the new password */
            new: string;
        };
        /**
         * Pattern
         * @enum {string}
         */
        Pattern: "plain" | "striped" | "checked" | "dotted" | "floral" | "printed" | "other";
        /** Person */
        Person: {
            /**
             * Format: date-time
             * @description when it was made
             */
            created_at: string;
            /** @description whether an administrator keeps this person out */
            disabled: boolean;
            /** @description null where the account has none yet */
            email: string | null;
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description whether the person is an administrator */
            is_admin: boolean;
            /** @description what the person may use */
            limits: components["schemas"]["PersonLimits"];
            /** @description what the person uses */
            usage: components["schemas"]["Amounts"];
        };
        /**
         * PersonChange
         * @description What is left out, or null, stays as it is.
         */
        PersonChange: {
            /** @description true ends the person's sessions and refuses new ones */
            disabled?: boolean | null;
            /** @description whether the person is an administrator */
            is_admin?: boolean | null;
            /** @description what the person may use */
            limits?: components["schemas"]["LimitsChange"] | null;
        };
        /**
         * PersonLimits
         * @description What one person may use; null is no limit.
         */
        PersonLimits: {
            /** @description bytes of photos; null is no limit */
            bytes: number | null;
            /** @description garments; null is no limit */
            items: number | null;
            /** @description waiting and running jobs; null is no limit */
            jobs: number | null;
        };
        /** PersonPage */
        PersonPage: {
            /** @description `cursor` of the next page; null on the last one */
            next_cursor: string | null;
            /** @description newest first */
            people: components["schemas"]["Person"][];
        };
        /** Photo */
        Photo: {
            /** @description the garment alone, on a transparent background; null without a cut-out */
            cutout: components["schemas"]["Cutout"];
            /** @description as the client named it */
            filename: string;
            /**
             * Format: int32
             * @description of the photo as uploaded and turned upright
             */
            height_px: number;
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description addresses of the pictures */
            images: components["schemas"]["Images"];
            /** @description degrees clockwise from the photo as uploaded (and turned upright) */
            rotation: components["schemas"]["Rotation"];
            /** @description of the first photo's bytes as uploaded */
            source_sha256: string;
            /**
             * Format: int32
             * @description of the photo as uploaded and turned upright
             */
            width_px: number;
        };
        /**
         * PhotoChange
         * @description Only fields that are sent are changed.
         */
        PhotoChange: {
            /** @description make it the garment's first photo */
            first?: true | null;
            /** @description degrees clockwise from the photo as uploaded */
            rotation?: components["schemas"]["Rotation"] | null;
        };
        /** Plan */
        Plan: {
            /**
             * Format: date
             * @description in the person's own time zone
             */
            date: string;
            /** @description ids of garments */
            item_ids: string[];
            /** @description free text */
            note: string;
            /** @description the saved outfit's id */
            outfit_id: string | null;
            /**
             * Format: date-time
             * @description when it changed last
             */
            updated_at: string;
        };
        /** PlanList */
        PlanList: {
            /** @description in order of their days */
            plans: components["schemas"]["Plan"][];
        };
        /**
         * Price
         * @description Integer minor units (cents) with an ISO 4217 currency.
         */
        Price: {
            /**
             * Format: int64
             * @description in the currency's smallest unit, such as cents
             */
            amount_minor: number;
            /** @description ISO 4217 */
            currency: string;
        };
        /**
         * Problem
         * @description RFC 9457; `detail` says what happened and what to do.
         */
        Problem: {
            /** @description what happened and what to do */
            detail: string;
            /**
             * @description the answer's `X-Request-ID`, also in the log lines
             * @default null
             */
            request_id?: string | null;
            /**
             * Format: int32
             * @description the HTTP status
             */
            status: number;
            /** @description the status in words */
            title: string;
            /** @description a stable name of the problem; its page says more */
            type: components["schemas"]["ProblemType"];
        } & {
            [key: string]: unknown;
        };
        /**
         * ProblemType
         * @enum {string}
         */
        ProblemType: "/problems/account-disabled" | "/problems/address-refused" | "/problems/archive-refused" | "/problems/busy" | "/problems/changed-meanwhile" | "/problems/conflict" | "/problems/email-taken" | "/problems/foreign-origin" | "/problems/forbidden" | "/problems/garment-deleted" | "/problems/idempotency-key-in-use" | "/problems/idempotency-key-reused" | "/problems/internal-error" | "/problems/invalid-request" | "/problems/last-administrator" | "/problems/last-photo" | "/problems/limit-reached" | "/problems/link-refused" | "/problems/mask-refused" | "/problems/method-not-allowed" | "/problems/model-unavailable" | "/problems/model-not-taken-over" | "/problems/no-garment-in-box" | "/problems/not-administrator" | "/problems/not-an-archive" | "/problems/not-a-photo" | "/problems/not-found" | "/problems/not-signed-in" | "/problems/password-refused" | "/problems/photo-refused" | "/problems/photo-taken" | "/problems/range-not-satisfiable" | "/problems/registration-closed" | "/problems/service-unreachable" | "/problems/sign-in-failed" | "/problems/storage-full" | "/problems/storage-unavailable" | "/problems/too-large" | "/problems/too-many-files" | "/problems/too-many-jobs" | "/problems/too-many-tries" | "/problems/too-slow" | "/problems/unknown-host" | "/problems/unreadable-request" | "/problems/upload-missing" | "/problems/upload-refused" | "/problems/wrong-password";
        /** Progress */
        Progress: {
            /**
             * Format: int32
             * @description how many are done
             */
            done: number;
            /** @description null until it is known */
            total: number | null;
        };
        /** Ready */
        Ready: {
            /** @description the state of each part, by name */
            checks: {
                [key: string]: components["schemas"]["Check"];
            };
            /** @description the state */
            status: components["schemas"]["CheckStatus"];
        };
        /**
         * ReadyChecks
         * @enum {string}
         */
        ReadyChecks: "database" | "models" | "storage" | "registry";
        /**
         * Reason
         * @description Why an outfit was suggested: in English, and as `kind`, `value` and `item_ids` for other words and languages.
         */
        Reason: {
            /**
             * @description the garments that it speaks of
             * @default []
             */
            item_ids?: string[];
            /** @description what sort it is */
            kind: string;
            /** @description for people */
            text: string;
            /** @description a number or a word that belongs to the text */
            value?: number | string | null;
        };
        /** RefreshRequest */
        RefreshRequest: {
            /** @description for `POST /v1/auth/refresh` */
            refresh_token: string;
        };
        /** Registration */
        Registration: {
            /**
             * Format: email
             * @description the address that signs in
             */
            email: string;
            /** @description the end of the invitation's link */
            invitation?: string | null;
            /** @description the account's password */
            password: string;
        };
        /** Reloaded */
        Reloaded: {
            /** @description a name to show */
            name: string;
            /** @description its state */
            state: components["schemas"]["ReloadedState"];
            /** @description the version's name */
            version: string | null;
        };
        /** ReloadedModels */
        ReloadedModels: {
            /** @description one entry per model */
            models: components["schemas"]["Reloaded"][];
        };
        /**
         * ReloadedState
         * @enum {string}
         */
        ReloadedState: "active" | "taking over" | "not registered" | "kept as it was";
        /**
         * Rotation
         * @enum {integer}
         */
        Rotation: 0 | 90 | 180 | 270;
        /**
         * ScoredOutfits
         * @description Outfits judged in the last 30 days, with a score from `low` up to the next tenth.
         */
        ScoredOutfits: {
            /**
             * Format: int32
             * @description how many were disliked
             */
            disliked: number;
            /**
             * Format: int32
             * @description true: liked; false: disliked; null: not judged
             */
            liked: number;
            /** @description lower end of the scores */
            low: number;
            /** @description the version's name */
            version: string;
        };
        /**
         * Season
         * @enum {string}
         */
        Season: "spring" | "summer" | "autumn" | "winter";
        /** Session */
        Session: {
            /**
             * Format: date-time
             * @description when it was made
             */
            created_at: string;
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description whether this request uses it */
            is_current: boolean;
            /**
             * Format: date-time
             * @description when it was used last
             */
            last_used_at: string;
            /** @description as the client named itself */
            user_agent: string;
        };
        /** SessionPage */
        SessionPage: {
            /** @description `cursor` of the next page; null on the last one */
            next_cursor: string | null;
            /** @description newest first */
            sessions: components["schemas"]["Session"][];
        };
        /**
         * ShadowCompared
         * @description A candidate compared with one version of the classifier: photos both classified, and how they disagree.
         */
        ShadowCompared: {
            /** @description version of the classifier */
            classifier_version: string;
            /**
             * Format: int32
             * @description photos on which they differ
             */
            disagreed: number;
            /** @description pairs */
            pairs: components["schemas"]["ShadowPair"][];
            /**
             * Format: int32
             * @description photos, the first one represents the garment
             */
            photos: number;
        };
        /** ShadowPair */
        ShadowPair: {
            /** @description what the candidate said */
            candidate_category: string;
            /** @description what the garment is */
            category: string;
            /**
             * Format: int32
             * @description photos, the first one represents the garment
             */
            photos: number;
        };
        /**
         * ShadowedBy
         * @description The shadow classifier, which classifies a sample of new photos for comparison only.
         */
        ShadowedBy: {
            /** @description comparisons by classifier version */
            compared: components["schemas"]["ShadowCompared"][];
            /**
             * Format: int32
             * @description photos of the sample that it skipped because the threads were busy
             */
            left_out: number;
            /** @description why not; null if nothing is wrong */
            problem: string | null;
            /** @description None if its file cannot be opened: `problem` says why */
            version: string | null;
        };
        /**
         * Slot
         * @enum {string}
         */
        Slot: "top" | "bottom" | "one-piece" | "outerwear" | "shoes" | "hat" | "bag" | "scarf";
        /** Source */
        Source: {
            /** @description for people */
            title: string;
            /** @description an address */
            url: string;
        };
        /**
         * StatisticsAnswer
         * @description `wears` are those of the span; a cost per wear counts all wears. Each list has at most ten garments.
         */
        StatisticsAnswer: {
            /** @description by main colour, most garments first */
            by_color: components["schemas"]["GarmentGroup"][];
            /** @description most garments first */
            by_kind: components["schemas"]["GarmentGroup"][];
            /** @description months with wears, in order */
            by_month: components["schemas"]["MonthOfWears"][];
            /** @description of the currency that most prices have */
            cheapest_per_wear: components["schemas"]["WornGarment"][];
            /** @description of the currency that most prices have */
            dearest_per_wear: components["schemas"]["WornGarment"][];
            /**
             * Format: int32
             * @description how many garments
             */
            garments: number;
            /** @description most wears first */
            most_worn: components["schemas"]["WornGarment"][];
            /** @description not worn in the span, oldest first */
            never_worn: components["schemas"]["WornGarment"][];
            /** @description what the garments cost, one sum a currency */
            value: components["schemas"]["Worth"][];
            /**
             * Format: int32
             * @description how many wears
             */
            wears: number;
            /** @description share of the garments that were worn in the span */
            worn_share: number;
        };
        /** StoredUpload */
        StoredUpload: {
            /** @description for `POST /v1/items/from-uploads` */
            key: string;
            /** @description address where it can be read for ten minutes */
            url: string;
        };
        /** SuggestRequest */
        SuggestRequest: {
            /**
             * @description garments that every outfit must contain
             * @default []
             */
            anchor_ids?: string[];
            /**
             * @description garments that no outfit may contain
             * @default []
             */
            exclude_ids?: string[];
            /**
             * Format: int32
             * @description how many
             * @default 5
             */
            limit?: number;
            /** @description only garments for it: as their owner said, otherwise guessed from their kinds */
            occasion?: components["schemas"]["Occasion"] | null;
            /** @description the same seed gives the same outfits */
            seed?: number | null;
            /**
             * @description keys of outfits shown before: they come again only when there is nothing new
             * @default []
             */
            seen?: string[];
            /** @description only these slots */
            slots?: components["schemas"]["Slot"][] | null;
            /** @description degrees Celsius outside */
            temperature_c?: number | null;
        };
        /** SuggestedOutfit */
        SuggestedOutfit: {
            /** @description its garments, each in its slot */
            items: components["schemas"]["OutfitPart"][];
            /** @description the same garments have the same key */
            key: string;
            /** @description at most two, the strongest first */
            reasons: components["schemas"]["Reason"][];
            /** @description 0..1; null if the model did not judge it */
            score: number;
        };
        /** Suggestions */
        Suggestions: {
            /** @description outfits */
            outfits: components["schemas"]["SuggestedOutfit"][];
            /**
             * @description everything had been seen, so these come again
             * @default false
             */
            started_over?: boolean;
            /** @description why there are none */
            why?: string | null;
        };
        /** TagCount */
        TagCount: {
            /**
             * Format: int32
             * @description garments with this tag
             */
            count: number;
            /** @description a name to show */
            name: string;
        };
        /** Tags */
        Tags: {
            /** @description the most used first */
            tags: components["schemas"]["TagCount"][];
        };
        /** TakenFile */
        TakenFile: {
            /** @description as the client named it */
            filename: string;
            /** @description the garment */
            item?: components["schemas"]["Item"] | null;
            /** @description why no garment was made of it */
            problem?: components["schemas"]["Problem"] | null;
            /**
             * Format: int32
             * @description 201 new, 200 already there, otherwise the problem's
             */
            status: number;
        };
        /** TakenFiles */
        TakenFiles: {
            /** @description one per file or key, in the order sent */
            results: components["schemas"]["TakenFile"][];
        };
        /** Today */
        Today: {
            /**
             * Format: date
             * @description in the person's own time zone
             */
            date: string;
            /** @description what is planned for the day */
            plan: components["schemas"]["TodaysPlan"] | null;
            /** @description outfits for the day, the same all day */
            suggestions: components["schemas"]["TodaysOutfit"][];
            /** @description null: not known */
            weather: components["schemas"]["Weather"] | null;
            /** @description why there are no suggestions */
            why: string | null;
            /** @description what was noted as worn on the day */
            worn: components["schemas"]["Wear"][];
        };
        /** TodaysOutfit */
        TodaysOutfit: {
            /** @description its garments, each in its slot */
            items: components["schemas"]["TodaysPart"][];
            /** @description the same garments have the same key */
            key: string;
            /** @description at most two, the strongest first */
            reasons: components["schemas"]["Reason"][];
            /** @description 0..1; null if the model did not judge it */
            score: number;
        };
        /** TodaysPart */
        TodaysPart: {
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description the garment */
            item: components["schemas"]["Item"];
            /** @description its place in an outfit; null if it has none */
            slot: components["schemas"]["Slot"];
        };
        /** TodaysPlan */
        TodaysPlan: {
            /**
             * Format: date
             * @description in the person's own time zone
             */
            date: string;
            /** @description ids of garments */
            item_ids: string[];
            /** @description its garments, without deleted ones */
            items: components["schemas"]["Item"][];
            /** @description where the advice comes from */
            note: string;
            /** @description the saved outfit's id */
            outfit_id: string | null;
            /**
             * Format: date-time
             * @description when it changed last
             */
            updated_at: string;
        };
        /** TokenPair */
        TokenPair: {
            /** @description sent as `Authorization: Bearer ...` */
            access_token: string;
            /**
             * Format: int32
             * @description seconds until the access token expires
             */
            expires_in: number;
            /** @description can be used once */
            refresh_token: string;
            /**
             * @description always `bearer`
             * @default bearer
             * @constant
             */
            token_type?: "bearer";
        };
        /** UploadAddress */
        UploadAddress: {
            /**
             * Format: int32
             * @description in seconds
             */
            expires_in: number;
            /** @description for POST /v1/items/from-uploads, within a day */
            key: string;
            /** @description accepts one PUT with this Content-Type */
            url: string;
        };
        /** UploadKeys */
        UploadKeys: {
            /** @description at most 50; more are a 413 */
            upload_keys: string[];
        };
        /** UploadWish */
        UploadWish: {
            /** @description media type of the photo */
            content_type: components["schemas"]["ImageType"];
            /**
             * Format: int32
             * @description in seconds
             * @default 900
             */
            expires_in?: number;
            /** @description displayed, never used as a path */
            filename: string;
            /** @description in bytes; if given, no other length is accepted */
            size?: number | null;
        };
        /**
         * Warmth
         * @enum {string}
         */
        Warmth: "light" | "medium" | "warm";
        /** Wear */
        Wear: {
            /**
             * Format: date-time
             * @description when it was made
             */
            created_at: string;
            /**
             * Format: uuid
             * @description UUIDv7
             */
            id: string;
            /** @description ids of garments */
            item_ids: string[];
            /** @description free text */
            note: string;
            /** @description the saved outfit's id */
            outfit_id: string | null;
            /**
             * Format: date-time
             * @description when it changed last
             */
            updated_at: string;
            /**
             * Format: date
             * @description day on which they were worn, in the person's own time zone
             */
            worn_on: string;
        };
        /**
         * WearChange
         * @description Only fields that are sent are changed.
         */
        WearChange: {
            /** @description ids of garments */
            item_ids?: string[] | null;
            /** @description free text */
            note?: string | null;
            /** @description null: worn without reference to an outfit */
            outfit_id?: string | null;
            /** @description day on which they were worn, in the person's own time zone */
            worn_on?: string | null;
        };
        /** WearList */
        WearList: {
            /** @description what was worn */
            wears: components["schemas"]["Wear"][];
        };
        /**
         * Wears
         * @description How often a garment was worn, and its price divided by that.
         */
        Wears: {
            /** @description rounded; null without a price or a wear */
            cost_per_wear: components["schemas"]["Price"] | null;
            /**
             * Format: int32
             * @description how many times
             */
            count: number;
            /** @description the newest day on which it was worn */
            last_worn_on: string | null;
        };
        /** Weather */
        Weather: {
            /** @description degrees Celsius at the warmest hour */
            high_c: number;
            /** @description degrees Celsius at night */
            low_c: number;
            /** @description whether rain is likely */
            rain: boolean;
            /** @description `by-hand`: the temperature that was sent */
            source: string;
            /** @description degrees Celsius outside */
            temperature_c: number;
        };
        /** WornGarment */
        WornGarment: {
            /** @description the garment */
            item: components["schemas"]["Item"];
            /**
             * Format: int32
             * @description how often it was worn in the span
             */
            wears: number;
        };
        /**
         * Worth
         * @description The sum of the prices in one currency.
         */
        Worth: {
            /**
             * Format: int32
             * @description in the currency's smallest unit, such as cents
             */
            amount_minor: number;
            /** @description ISO 4217 */
            currency: string;
            /**
             * Format: int32
             * @description garments with a price in it
             */
            garments: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createUploadAddress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadWish"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAddress"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            /** @description The request is not valid HTTP */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            /** @description The request is not valid HTTP */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
        };
    };
    uploadToBucket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description the file
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredUpload"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a photo */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationToken"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedAs"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["Body_login"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPasswordByLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasswordByLink"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startBrowserSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BrowserCredentials"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endBrowserSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startBrowserSessionByLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkToken"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshBrowserSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scorePairs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PairsRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairScores"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCutoutProposals: {
        parameters: {
            query?: {
                /** @description most entries on one page */
                limit?: number;
                /** @description `next_cursor` of the previous page */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutoutProposalPage"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeCutouts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerCutoutProposals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CutoutAnswer"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnsweredGarments"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    analyzeFace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description the file
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Face"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a photo */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFeedback: {
        parameters: {
            query?: {
                /** @description only likes, or only dislikes */
                liked?: boolean | null;
                /** @description most entries on one page */
                limit?: number;
                /** @description `next_cursor` of the previous page */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackPage"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgetFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importArchive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description the file
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a photo */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listItems: {
        parameters: {
            query?: {
                /** @description only garments of this category */
                category?: components["schemas"]["Category"] | null;
                /** @description what sort it is */
                kind?: components["schemas"]["Kind"] | null;
                /** @description only garments of this slot */
                slot?: components["schemas"]["Slot"] | null;
                /** @description only garments of this colour */
                color?: string | null;
                /** @description the cloth's pattern */
                pattern?: components["schemas"]["Pattern"] | null;
                /** @description how warm it is */
                warmth?: components["schemas"]["Warmth"] | null;
                /** @description only garments that are there, in the laundry, ... */
                availability?: components["schemas"]["Availability"] | null;
                /** @description only garments with this tag */
                tag?: string | null;
                /** @description words to search for; kinds, their plurals and everyday synonyms are understood */
                q?: string | null;
                /** @description only these, separated by commas or repeated */
                ids?: string[] | null;
                /** @description only garments that need a review, or only others */
                needs_review?: boolean | null;
                /** @description only drafts: garments from shop pages, not confirmed yet */
                draft?: boolean;
                /** @description only the trash: deleted garments that can be restored */
                deleted?: boolean;
                /** @description most entries on one page */
                limit?: number;
                /** @description `next_cursor` of the previous page */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createItems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description at most 50; more are a 413 */
                    files: string[];
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                };
            };
            /** @description Some photos were taken: one result per file, in the order sent */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No photo was taken: one result per file, in the order sent; or a problem with the request */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No photo was taken: one result per file, in the order sent; or a problem with the request */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No photo was taken: one result per file, in the order sent; or a problem with the request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No photo was taken: one result per file, in the order sent; or a problem with the request */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No photo was taken: one result per file, in the order sent; or a problem with the request */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createItemsFromUploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadKeys"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                };
            };
            /** @description Some were taken: one result per key, in the order sent */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description None was taken: one result per key, in the order sent; or a problem */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description None was taken: one result per key, in the order sent; or a problem */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description None was taken: one result per key, in the order sent; or a problem */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description None was taken: one result per key, in the order sent; or a problem */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description None was taken: one result per key, in the order sent; or a problem */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description None was taken: one result per key, in the order sent; or a problem */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setCutout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CutoutRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    paintCutout: {
        parameters: {
            query?: {
                /** @description the photo's id */
                photo_id?: string | null;
            };
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description the file
                     */
                    mask: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a photo */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImage: {
        parameters: {
            query?: {
                /** @description which picture */
                size?: components["schemas"]["ImageSize"];
                /** @description default: the first photo */
                photo_id?: string | null;
                /** @description with the proposed cut-out (`GET /v1/cutout-proposals`) */
                proposed?: boolean;
            };
            header?: {
                /** @description answer 304 if the picture still has this ETag */
                "if-none-match"?: string | null;
                /** @description one part, as `bytes=0-999` */
                Range?: string | null;
                /** @description send the part only if the picture still has this ETag */
                "if-range"?: string | null;
            };
            path: {
                /** @description the garment's id */
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture, whole */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                };
            };
            /** @description The part that `Range` asks for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                };
            };
            /** @description Not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMatches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matches"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description the file
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a photo */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replacePhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
                /** @description the photo's id */
                photo_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description the file
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a photo */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
                /** @description the photo's id */
                photo_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
                /** @description the photo's id */
                photo_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhotoChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the garment's id */
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description most entries on one page */
                limit?: number;
                /** @description `next_cursor` of the previous page */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the job's id */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Erasure"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessionsOfMine: {
        parameters: {
            query?: {
                /** @description most entries on one page */
                limit?: number;
                /** @description `next_cursor` of the previous page */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endMySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the session's id */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries; `Retry-After` says when the next one counts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoadedModels"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    monitorModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Monitoring"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reloadModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReloadedModels"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNearDuplicates: {
        parameters: {
            query?: {
                /** @description most entries on one page */
                limit?: number;
                /** @description `next_cursor` of the previous page */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlikePage"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerNearDuplicate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlikeAnswer"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOutfits: {
        parameters: {
            query?: {
                /** @description most entries on one page */
                limit?: number;
                /** @description `next_cursor` of the previous page */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutfitPage"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveOutfit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOutfit"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outfit"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerOutfit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFeedback"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutfitFeedback"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestOutfits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOutfit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the outfit's id */
                outfit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outfit"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteOutfit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the outfit's id */
                outfit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the outfit's id */
                outfit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Feedback"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outfit"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: {
                /** @description most entries on one page */
                limit?: number;
                /** @description `next_cursor` of the previous page */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description most entries on one page */
                limit?: number;
                /** @description `next_cursor` of the previous page */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewInvitation"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the invitation's id */
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the person's id */
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the person's id */
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the person's id */
                person_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeResetLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the person's id */
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTimeLink"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlans: {
        parameters: {
            query?: {
                /** @description default: today */
                from?: string | null;
                /** @description default: 30 days after `from` */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanList"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description in the person's own time zone */
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlan"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description in the person's own time zone */
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addSampleItems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFiles"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSampleItems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatistics: {
        parameters: {
            query?: {
                /** @description default: since the first wear */
                from?: string | null;
                /** @description default: until the newest wear */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsAnswer"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getToday: {
        parameters: {
            query?: {
                /** @description default: today, in UTC */
                date?: string | null;
                /** @description degrees Celsius outside */
                temperature_c?: number | null;
                /** @description only garments for it */
                occasion?: components["schemas"]["Occasion"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Today"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description from the address that the service gave */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/avif": string;
                "image/gif": string;
                "image/heic": string;
                "image/heif": string;
                "image/jpeg": string;
                "image/png": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description The photo has arrived */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWears: {
        parameters: {
            query?: {
                /** @description default: 30 days before `to` */
                from?: string | null;
                /** @description default: today */
                to?: string | null;
                /** @description the newest wears of this garment, newest first */
                item_id?: string | null;
                /** @description most entries on one page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WearList"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addWear: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWear"];
            };
        };
        responses: {
            /** @description These garments were noted for this day already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wear"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wear"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWear: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the wear's id */
                wear_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWear: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the wear's id */
                wear_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WearChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wear"];
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the session is over */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not for this account, over one of its limits, or a browser's request from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found, or it belongs to another person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict with existing data, or the first request with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too busy, or a model is missing; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
